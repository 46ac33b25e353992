"""A programme of one course that holds a quiz and an assignment, and Amina in it."""

from __future__ import annotations

import uuid

import pytest

from assessments.models import Assignment, Quiz
from assessments.services import start_attempt, submit_assignment
from courses.models import Activity
from tests.factories.assessments import make_work_course
from tests.factories.cohorts import require_courses
from tests.factories.outlines import make_programme


@pytest.fixture
def programme(db):
    """A programme of one course with a quiz and an assignment."""
    programme = make_programme()
    make_work_course(programme)
    require_courses(programme)
    return programme


@pytest.fixture
def course(programme):
    """The course that holds the work."""
    return programme.courses.get(code="W01")


@pytest.fixture
def quiz_activity(course):
    """The quiz where it stands in the course."""
    rows = Activity.objects.select_related("lesson__course__programme")
    return rows.get(lesson__course=course, kind="quiz")


@pytest.fixture
def quiz(quiz_activity):
    """The quiz itself."""
    return Quiz.objects.get(uid=quiz_activity.target_uid)


@pytest.fixture
def brief_activity(course):
    """The assignment where it stands in the course."""
    rows = Activity.objects.select_related("lesson__course__programme")
    return rows.get(lesson__course=course, kind="assignment")


@pytest.fixture
def assignment(brief_activity):
    """The assignment itself."""
    return Assignment.objects.get(uid=brief_activity.target_uid)


@pytest.fixture
def attempt(place, quiz_activity, now):
    """An attempt of Amina under way."""
    return start_attempt(enrolment=place, activity=quiz_activity, now=now)


@pytest.fixture
def hand_in(place, brief_activity, now):
    """Return a way to hand in a text for Amina, or for the place named."""

    def do(text="My brief.", *, at=now, enrolment=place, key=None, upload=None):
        return submit_assignment(
            enrolment=enrolment,
            activity=brief_activity,
            text=text,
            upload=upload,
            key=key or uuid.uuid4(),
            now=at,
        )

    return do


@pytest.fixture
def submission(hand_in):
    """A brief of Amina that waits to be marked."""
    return hand_in()
