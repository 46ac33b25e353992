"""Carrying over what wagtail-localize knows of a page, so that the copies stay translations.

Rows are copied in bulk: what was translated stays translated, string by string, and a later
synchronisation of the copy keeps it. The number of queries is the same for every page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.strings import StringValue

from cms.copying.pointing import Pointer

_PLACE = ("pk", "path", "depth", "numchild", "url_path", "translation_key", "slug", "title")
_NEVER = ("live", "has_unpublished_changes", "draft_title", "owner", "latest_revision")
_ABSENT = (
    *("first_published_at", "last_published_at", "live_revision", "go_live_at", "expire_at"),
    *("alias_of", "latest_revision_created_at"),
)
Contexts = dict[int, TranslationContext]


@transaction.atomic
def copy_translations(old: Page, new: Page, pointer: Pointer, suffix: str) -> int:
    """Copy what is known of one page's translations; returns the number of strings translated.

    ``suffix`` is added to the title in every language. Does nothing for a page that is not the
    source of any translation, and where it was done already.
    """
    source = TranslationSource.objects.filter(
        object_id=old.translation_key, locale_id=old.locale_id
    ).first()
    if source is None or _is_done(new):
        return 0
    item, _ = TranslatableObject.objects.get_or_create(
        translation_key=new.translation_key,
        defaults={"content_type_id": source.object.content_type_id},
    )
    twin = _twin(source, object=item, content_json=_content(source, new, pointer))
    twin.object_repr = str(new)[:200]
    twin.save()
    Translation.objects.bulk_create(
        Translation(source=twin, target_locale_id=row.target_locale_id, enabled=row.enabled)
        for row in source.translations.all()
    )
    contexts = _contexts(source, item)
    _segments(source, twin, contexts, pointer)
    _overrides(source, contexts, pointer, new)
    count = _strings(contexts)
    if suffix:
        _retitle(twin, contexts, suffix)
    return count


def _is_done(new: Page) -> bool:
    return TranslationSource.objects.filter(
        object_id=new.translation_key, locale_id=new.locale_id
    ).exists()


def _twin(row: Any, **changes: Any) -> Any:
    """Return an unsaved row that is like another."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changes
    }
    return type(row)(**fields, **changes)


def _content(source: TranslationSource, new: Page, pointer: Pointer) -> str:
    """Return the content that was translated, as if it had been that of the copy."""
    content = json.loads(source.content_json)
    fresh = json.loads(new.to_json())
    for name in ("body", "outcomes"):
        if isinstance(content.get(name), str):
            content[name] = json.dumps(pointer.value(json.loads(content[name])))
    taken = {name: fresh.get(name) for name in (*_PLACE, *_NEVER, *_ABSENT, "code")}
    content.update({name: value for name, value in taken.items() if name in content})
    return json.dumps(content)


def _contexts(source: TranslationSource, item: TranslatableObject) -> Contexts:
    """Copy the places of strings; return the new ones by the number of the old."""
    rows = list(TranslationContext.objects.filter(object_id=source.object_id))
    TranslationContext.objects.bulk_create(
        [_twin(row, object=item) for row in rows], ignore_conflicts=True
    )
    made = {row.path_id: row for row in TranslationContext.objects.filter(object=item)}
    return {row.pk: made[row.path_id] for row in rows}


def _segments(
    source: TranslationSource, twin: TranslationSource, contexts: Contexts, pointer: Pointer
) -> None:
    for model in (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment):
        rows = model.objects.filter(source=source)
        model.objects.bulk_create(
            [_segment(row, twin, contexts[row.context_id], pointer) for row in rows]
        )


def _segment(
    row: Any, twin: TranslationSource, context: TranslationContext, pointer: Pointer
) -> Any:
    made = _twin(row, source=twin, context=context)
    if isinstance(made, StringSegment) and (links := json.loads(made.attrs or "null")):
        made.attrs = json.dumps(pointer.attributes(links))
    if isinstance(made, OverridableSegment):
        made.data_json = json.dumps(pointer.value(json.loads(made.data_json)))
    return made


def _overrides(source: TranslationSource, contexts: Contexts, pointer: Pointer, new: Page) -> None:
    """Copy what translators replaced, but for the address, which the copy has of its own."""
    rows = SegmentOverride.objects.filter(context__in=contexts).exclude(context__path="slug")
    SegmentOverride.objects.bulk_create(
        [
            _twin(
                row,
                context=contexts[row.context_id],
                data_json=json.dumps(pointer.value(json.loads(row.data_json))),
            )
            for row in rows
        ]
    )


def _strings(contexts: Contexts) -> int:
    rows = StringTranslation.objects.filter(context__in=contexts)
    made = StringTranslation.objects.bulk_create(
        [_twin(row, context=contexts[row.context_id]) for row in rows], ignore_conflicts=True
    )
    return len(made)


def _retitle(twin: TranslationSource, contexts: Contexts, suffix: str) -> None:
    """Add the suffix to the title and to its translations."""
    for segment in _titles(twin, contexts):
        words = String.from_value(twin.locale_id, StringValue(f"{segment.string.data} ({suffix})"))
        for row in StringTranslation.objects.filter(
            context=segment.context_id, translation_of=segment.string_id
        ):
            row.translation_of, row.data = words, f"{row.data} ({suffix})"
            row.save()
        segment.string = words
        segment.save()


def _titles(twin: TranslationSource, contexts: Contexts) -> Iterable[StringSegment]:
    places = [context.pk for context in contexts.values() if context.path == "title"]
    rows = StringSegment.objects.filter(source=twin, context__in=places)
    return rows.select_related("string")
