"""Blocks that ask without marking: a prompt to reflect on, a question to check oneself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ReflectionBlock(blocks.StructBlock):
    """A question to think about; nothing is sent anywhere."""

    prompt = blocks.TextBlock(label=_("prompt"), rows=2)
    help = blocks.TextBlock(label=_("hint"), required=False, rows=2)

    class Meta:
        icon = "edit"
        label = _("Reflection")
        description = _("A prompt to think and write about, for oneself.")
        template = "cms/blocks/reflection.html"


class CheckChoiceBlock(blocks.StructBlock):
    """One answer of a check question."""

    text = blocks.CharBlock(label=_("answer"), max_length=500)
    correct = blocks.BooleanBlock(label=_("right"), required=False)
    feedback = blocks.TextBlock(label=_("what to say to who chose it"), rows=2)


class CheckBlock(blocks.StructBlock):
    """A question that is not marked; the answer is looked up with a plain GET form (R12)."""

    prompt = blocks.TextBlock(label=_("question"), rows=2)
    choices = blocks.ListBlock(CheckChoiceBlock(), label=_("answers"), min_num=2, max_num=6)

    def clean(self, value: Any) -> Any:
        """Refuse a question without exactly one right answer."""
        value = super().clean(value)
        if sum(bool(choice["correct"]) for choice in value["choices"]) != 1:
            wrong = ValidationError(_("Exactly one answer must be right."))
            raise blocks.StructBlockValidationError(block_errors={"choices": wrong})
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the answer that was looked up, if one was; no other answer leaves the server."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        chosen = context.get("chosen")
        answer = value["choices"][chosen] if chosen in range(len(value["choices"])) else None
        return {**context, "answer": answer}

    class Meta:
        icon = "help"
        label = _("Check question")
        description = _("A question to check oneself; it is not marked.")
        template = "cms/blocks/check.html"
