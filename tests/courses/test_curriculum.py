"""Facts about what is kept in the process: never out of date, never missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses import curriculum
from courses.curriculum import counted_in, curriculum_of
from courses.models import OutlineEdition, Programme, Requirement
from courses.services import record_outline, retire_course
from tests.factories.outlines import (
    MONDAY,
    make_course,
    make_lesson,
    make_module,
    make_outline,
    make_programme,
)

pytestmark = pytest.mark.django_db


def fresh(programme):
    return curriculum_of(Programme.objects.get(pk=programme.pk))


def test_it_is_read_once_until_something_changes(django_assert_num_queries):
    programme = make_programme()
    make_course(programme)
    row = Programme.objects.get()
    curriculum_of(row)
    with django_assert_num_queries(0):
        curriculum_of(row)


def test_a_published_course_is_seen_at_once():
    programme = make_programme()
    assert fresh(programme).courses == ()
    course = make_course(programme)
    assert fresh(programme).courses == (course,)


def test_a_lesson_taken_out_and_put_back_is_seen_at_once():
    programme = make_programme()
    one, two = make_lesson("One"), make_lesson("Two")
    outline = make_outline(programme, make_module(one, two))
    shorter = make_outline(programme, make_module(one), uid=outline.uid)
    record_outline(outline, MONDAY)
    for state, retired in ((shorter, {str(two.uid)}), (outline, set())):
        fresh(programme)
        record_outline(state, MONDAY + timedelta(days=1))
        assert fresh(programme).retired == retired


def test_a_retired_course_is_gone_at_once():
    programme = make_programme()
    course = make_course(programme)
    fresh(programme)
    retire_course(uid=course.uid, now=MONDAY)
    assert fresh(programme).courses == ()


def test_a_requirement_made_changed_or_deleted_is_seen_at_once():
    programme = make_programme()
    fresh(programme)
    demand = Requirement.objects.create(programme=programme, kind="attendance", threshold="0.8")
    assert fresh(programme).requirements == (demand,)
    demand.retired_at = MONDAY
    demand.save()
    assert fresh(programme).requirements == ()
    demand.retired_at = None
    demand.save()
    fresh(programme)
    demand.delete()
    assert fresh(programme).requirements == ()


def test_more_editions_than_are_kept_are_all_answered(monkeypatch):
    monkeypatch.setattr(curriculum, "EDITIONS_KEPT", 1)
    monkeypatch.setattr(curriculum, "_kept", {})
    programme = make_programme()
    for code in ("B01", "B02", "B03"):
        make_course(programme, code, lessons=int(code[-1]))
    editions = list(OutlineEdition.objects.order_by("pk").values_list("pk", "digest"))
    counted_in(editions[:1])
    answer = counted_in(editions)
    assert [len(answer[pk].lessons) for pk, _ in editions] == [1, 2, 3]
