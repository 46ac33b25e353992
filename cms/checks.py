"""System checks of the CMS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from wagtail import blocks
from wagtail.fields import StreamField

from cms.blocks import ActivityBlock
from cms.pages import LessonPage


@register()
def activities_stand_at_the_top(**_: Any) -> list[Error]:
    """cms.E001: an activity nested in another block would be counted by nobody."""
    return [error for field in _stream_fields() for error in misplaced(field)]


def _stream_fields() -> Iterator[StreamField]:
    for model in apps.get_app_config("cms").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield field


def misplaced(field: StreamField) -> Iterator[Error]:
    """Yield an error for each activity block that is not at the top of a lesson's body."""
    at_top = field.model is LessonPage and field.name == "body"
    for name, block in field.stream_block.child_blocks.items():
        if isinstance(block, ActivityBlock) and at_top:
            continue
        for path in _activities_in(block, name):
            yield Error(
                f"The activity {path} of {field.model.__name__}.{field.name} is not at the top "
                "level of a lesson's body.",
                hint="Offer activity blocks only as direct children of LessonBody.",
                obj=field.model,
                id="cms.E001",
            )


def _activities_in(block: blocks.Block, path: str) -> Iterator[str]:
    if isinstance(block, ActivityBlock):
        yield path
        return
    children = dict(getattr(block, "child_blocks", {}))
    if isinstance(block, blocks.ListBlock):
        children["item"] = block.child_block
    for name, child in children.items():
        yield from _activities_in(child, f"{path}.{name}")
