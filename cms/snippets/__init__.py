"""Reusable content, used by reference: one edit changes every page that shows it."""

from cms.snippets.fact import KeyFact
from cms.snippets.glossary import GlossaryTerm
from cms.snippets.organisation import Organisation
from cms.snippets.speaker import Speaker

__all__ = ["GlossaryTerm", "KeyFact", "Organisation", "Speaker"]
