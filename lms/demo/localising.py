"""Translations of the demo, put into wagtail-localize as an editor would: string by string.

The words are written in files of their own. Source and translation are cut into segments by the
same rules and paired by path and order, so that a later synchronisation keeps every one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class NotAlike(Exception):
    """A translated text has another number of paragraphs or items than its source."""


def translate(source: Any, translated: Any, code: str) -> Any:
    """Translate a page or snippet, given an unsaved twin of it with the words in the language.

    Strings the twin does not give stay as in the source. Returns the saved translation. Raises
    NotAlike, naming the place, where the two cannot be paired.
    """
    locale = Locale.objects.get(language_code=code)
    kept, _ = TranslationSource.update_or_create_from_instance(source)
    Translation.objects.get_or_create(source=kept, target_locale=locale)
    segments = extract_segments(translated)
    _write(kept, locale, _by_path(segments), source)
    _override(kept, locale, segments)
    kept.create_or_update_translation(locale, fallback=True)
    return kept.get_translated_instance(locale)


def _by_path(segments: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found


def _write(
    source: TranslationSource, locale: Locale, words: dict[str, list[str]], of: Any
) -> None:
    """Write the strings of the twin beside those of the source."""
    ours: dict[str, list[StringSegment]] = defaultdict(list)
    rows = StringSegment.objects.filter(source=source).select_related("string", "context")
    for row in rows.order_by("order"):
        ours[row.context.path].append(row)
    pairs: dict[tuple[int, int], StringTranslation] = {}
    for path, given in words.items():
        if len(given) != len(ours[path]):
            place = f"{of} [{locale.language_code}] {path}: {len(given)} for {len(ours[path])}"
            raise NotAlike(place)
        for row, text in zip(ours[path], given, strict=True):
            pairs[row.string_id, row.context_id] = StringTranslation(
                translation_of=row.string,
                locale=locale,
                context=row.context,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
    StringTranslation.objects.bulk_create(
        pairs.values(),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type"],
    )


def _override(source: TranslationSource, locale: Locale, segments: Iterable[Any]) -> None:
    """Show another picture where the twin names one: a figure with its words translated."""
    own = {seg.path: seg.data for seg in segments if isinstance(seg, OverridableSegmentValue)}
    for row in OverridableSegment.objects.filter(source=source).select_related("context"):
        data = own.get(row.context.path)
        if data and data != row.data:
            SegmentOverride.objects.update_or_create(
                locale=locale, context=row.context, defaults={"data_json": json.dumps(data)}
            )
