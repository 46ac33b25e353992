"""Facts about the guide for authors: in the reader's language, whole in every one."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from cms.roles import make_editor
from cms.views.guide import FOLDER
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def parts(text: str) -> list[str]:
    """Return what the guide is made of, whatever its language."""
    return re.findall(r"^(## |- |\d\. )", text, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_whole_in_every_language(language):
    source = (FOLDER / "en.md").read_text(encoding="utf-8")
    assert parts((FOLDER / f"{language}.md").read_text(encoding="utf-8")) == parts(source)


def test_an_author_reads_it_in_the_own_language(client):
    user = UserFactory(language="ar")
    make_editor(user=user)
    client.force_login(user)
    page = client.get("/cms/own/guide/").content.decode()
    assert "العثور على مقررك" in page
    assert "<h2>" in page


def test_learners_find_nothing_there(client, amina):
    client.force_login(amina)
    assert client.get("/cms/own/guide/").status_code == 404
