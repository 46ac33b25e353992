"""Facts about who may see what at the desk (A03, A17)."""

from __future__ import annotations

import pytest
from guardian.shortcuts import assign_perm

from courses.models import Course, Programme
from courses.roles import grant_teaching, revoke_administration, revoke_teaching
from tests.factories.outlines import make_course, make_programme

pytestmark = pytest.mark.django_db


def test_an_instructor_sees_just_the_course_granted(tomas, course):
    assert list(Course.objects.visible_to(tomas)) == [course]
    assert not Programme.objects.visible_to(tomas).exists()


def test_an_administrator_sees_all_courses_of_the_programme_and_of_no_other(rosa, programme):
    make_course(make_programme("OTHER"), "X01")
    assert set(Course.objects.visible_to(rosa)) == set(programme.courses.all())


def test_a_model_level_permission_opens_nothing_A17(omar, course):
    assign_perm("courses.teach_course", omar)
    assert not Course.objects.visible_to(omar).exists()


def test_revoking_takes_effect_at_once(tomas, course, rosa, programme):
    revoke_teaching(user=tomas, course=course)
    revoke_administration(user=rosa, programme=programme)
    assert not Course.objects.visible_to(tomas).exists()
    assert not Programme.objects.visible_to(rosa).exists()
    assert not tomas.is_staff


def test_who_teaches_two_courses_keeps_the_desk_when_one_is_revoked(tomas, course, programme):
    other = programme.courses.get(code="B02")
    grant_teaching(user=tomas, course=other)
    revoke_teaching(user=tomas, course=course)
    tomas.refresh_from_db()
    assert tomas.is_staff
    assert list(Course.objects.visible_to(tomas)) == [other]


def test_an_inactive_person_sees_nothing(rosa):
    rosa.is_active = False
    assert not Programme.objects.visible_to(rosa).exists()
