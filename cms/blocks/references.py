"""Blocks that show reusable content: one edit of a snippet changes every lesson that uses it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from foundation import clock


class KeyFactsBlock(blocks.ListBlock):
    """One or more figures with source and year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SnippetChooserBlock("cms.KeyFact"), min_num=1, max_num=4, **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add each fact, and whether the day to read its source again has passed."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        today = clock.now().date()
        facts = [(fact, fact.is_stale(today)) for fact in value if fact is not None]
        return {**context, "facts": facts}

    class Meta:
        icon = "order"
        label = _("Key facts")
        description = _("Figures with their source and year, kept in one place.")
        template = "cms/blocks/key_facts.html"


class TermBlock(SnippetChooserBlock):
    """A glossary term that opens in place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("cms.GlossaryTerm", **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Name the block by its class in migrations."""
        return blocks.Block.deconstruct(self)

    class Meta:
        icon = "openquote"
        label = _("Glossary term")
        description = _("A word of the glossary with its meaning.")
        template = "cms/blocks/term.html"
