"""The two bodies: that of a lesson, with activities, and that of a plain page, without."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.activities import AssignmentBlock, QuizBlock
from cms.blocks.media import AudioBlock, FigureBlock, FileBlock, VideoBlock
from cms.blocks.questions import CheckBlock, ReflectionBlock
from cms.blocks.references import KeyFactsBlock, TermBlock
from cms.blocks.text import CalloutBlock, ProseBlock, QuoteBlock, TableBlock

_WORDS = _("Words")
_SEEN = _("Pictures, recordings, files")
_KEPT = _("Kept in one place")
_ASKED = _("Questions")
_COUNTED = _("Work that counts")


class PageBody(blocks.StreamBlock):
    """What a public page is written with."""

    text = ProseBlock(group=_WORDS)
    quote = QuoteBlock(group=_WORDS)
    callout = CalloutBlock(group=_WORDS)
    table = TableBlock(group=_WORDS)
    figure = FigureBlock(group=_SEEN)
    key_facts = KeyFactsBlock(group=_KEPT)
    term = TermBlock(group=_KEPT)


class LessonBody(PageBody):
    """What a lesson is written with."""

    video = VideoBlock(group=_SEEN)
    audio = AudioBlock(group=_SEEN)
    file = FileBlock(group=_SEEN)
    reflection = ReflectionBlock(group=_ASKED)
    check_question = CheckBlock(group=_ASKED)
    quiz = QuizBlock(group=_COUNTED)
    assignment = AssignmentBlock(group=_COUNTED)
