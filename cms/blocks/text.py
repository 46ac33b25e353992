"""Blocks of words: running text, quotation, callout, table."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from cms.prose import FEATURES, clean_source, show


class Prose(RichText):
    """Rich text that is cleaned once more when it is shown."""

    def __html__(self) -> str:
        return show(self.source)


class ProseBlock(blocks.RichTextBlock):
    """Running text, cleaned in the form, at every save, and when it is shown."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    def to_python(self, value: str | None) -> Prose:
        """Return what is kept as text for a page."""
        return Prose(value)

    def clean(self, value: RichText) -> Prose:
        """Clean what an editor sent."""
        return Prose(clean_source(super().clean(value).source))

    def get_prep_value(self, value: RichText | None) -> str:
        """Clean what goes to the database, however it came."""
        return clean_source(super().get_prep_value(value) or "")

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings, lists and links.")
        template = "cms/blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody else, with their source."""

    text = blocks.TextBlock(label=_("quotation"))
    attribution = blocks.CharBlock(label=_("who says it"))
    source = blocks.CharBlock(label=_("source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("A short quotation with its source.")
        template = "cms/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A note beside the text."""

    tone = blocks.ChoiceBlock(
        label=_("tone"),
        choices=[("note", _("note")), ("caution", _("caution")), ("example", _("example"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("title"))
    text = ProseBlock(label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note, a caution or an example beside the text.")
        template = "cms/blocks/callout.html"


class TableBlock(blocks.StructBlock):
    """A table whose first row names its columns."""

    caption = blocks.CharBlock(label=_("caption"))
    head = blocks.ListBlock(blocks.CharBlock(label=_("column")), label=_("columns"), min_num=2)
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.TextBlock(label=_("cell"), rows=1), label=_("row")),
        label=_("rows"),
        min_num=1,
    )
    source = blocks.CharBlock(label=_("source"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a row that has more or fewer cells than there are columns."""
        value = super().clean(value)
        width = len(value["head"])
        if any(len(row) != width for row in value["rows"]):
            wrong = ValidationError(_("Each row needs as many cells as there are columns."))
            raise blocks.StructBlockValidationError(block_errors={"rows": wrong})
        return value

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption and a source.")
        template = "cms/blocks/table.html"
