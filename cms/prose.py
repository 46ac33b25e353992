"""Rich text: cleaned when it is saved, and once more when it is shown (R4)."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from wagtail.fields import RichTextField
from wagtail.rich_text import expand_db_html

#: What authors may use in running text; everything else is a block of its own. Only tags that
#: wagtail-localize can keep inside a string: one it does not know would stop a translation.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]

_TAGS = {"a", "b", "br", "em", "h2", "h3", "h4", "i", "li", "ol", "p", "strong", "ul"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_KEPT = {"*": {"data-block-key"}, "a": {"href", "linktype", "id"}}
_SHOWN = {"a": {"href"}}


def clean_source(html: str) -> str:
    """Return the HTML as it may be kept: our tags, links to pages, and links with safe schemes."""
    return nh3.clean(html, tags=_TAGS, attributes=_KEPT, url_schemes=_SCHEMES, link_rel=None)


def show(source: str) -> SafeString:
    """Return kept HTML ready for a page: links to pages resolved, and cleaned again."""
    html = nh3.clean(
        expand_db_html(source),
        tags=_TAGS,
        attributes=_SHOWN,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308 # safe: cleaned on the line above


class ProseField(RichTextField):
    """A rich text field with our features, cleaned at every save."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: object) -> object:
        """Clean what goes to the database, however it came."""
        value = super().get_prep_value(value)
        return clean_source(value) if isinstance(value, str) and value else value


def from_markdown(source: str) -> SafeString:
    """Return Markdown of ours as HTML; HTML inside it stays text."""
    html = MarkdownIt("commonmark", {"html": False}).render(source)
    clean = nh3.clean(html, tags=_TAGS, attributes=_SHOWN, url_schemes=_SCHEMES)
    return mark_safe(clean)  # noqa: S308 # safe: cleaned on the line above
