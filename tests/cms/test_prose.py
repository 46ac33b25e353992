from __future__ import annotations

import pytest
from wagtail.rich_text import RichText

from cms.blocks.text import ProseBlock
from cms.models import HomePage
from cms.prose import clean_source, show
from tests.factories.pages import make_home, republish

HOSTILE = [
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav\tascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<svg onload=alert(1)>",
    "<script>alert(1)</script>",
    '<p class="x" onclick="alert(1)">x</p>',
    '<img src=x onerror="alert(1)">',
    '<p style="position:fixed">x</p>',
    '<a href="https://example.org" target="_blank" onmouseover="x">x</a>',
    "<iframe src=https://example.org></iframe>",
    '"><script>alert(1)</script>',
]
FORBIDDEN = ("javascript", "data:", "<svg", "<script", "<img", "<iframe", "class=", " on", "style")


@pytest.mark.parametrize("html", HOSTILE)
def test_i03_rich_text_is_cleaned_when_it_is_saved_and_when_it_is_shown(html):
    for cleaned in (clean_source(html), show(html), ProseBlock().get_prep_value(RichText(html))):
        lowered = cleaned.lower().replace("&gt;", ">").replace("&lt;", "")
        assert not any(word in lowered for word in FORBIDDEN), cleaned


def test_what_authors_may_write_is_kept():
    html = '<h2>A</h2><p>b <b>c</b> <i>d</i> <a href="https://example.org/">e</a></p><ul><li>f</li></ul>'
    assert clean_source(html) == html
    assert show(html) == html.replace(
        '<a href="https://example.org/">',
        '<a href="https://example.org/" rel="noopener noreferrer">',
    )


def test_a_link_to_a_page_is_kept_by_its_number():
    assert clean_source('<a linktype="page" id="3">x</a>') == '<a linktype="page" id="3">x</a>'


@pytest.mark.django_db
def test_i03_a_page_saved_without_a_form_is_clean_in_the_database():
    home = republish(make_home(), body='<p onclick="x">A<script>alert(1)</script></p>')
    assert HomePage.objects.get(pk=home.pk).body == "<p>A</p>"
