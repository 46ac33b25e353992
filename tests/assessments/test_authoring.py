"""Recording what authors wrote; what is judged stays as it was at the start (Q14)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from assessments import services
from assessments.errors import KeyIsUnsound, RubricIsUnsound
from assessments.models import Assignment, Choice, Question, Quiz
from assessments.paper import Paper
from assessments.services import start_attempt, submit_attempt
from assessments.sheets import CriterionSheet, LevelSheet, RubricSheet
from tests.factories.assessments import (
    answers_to,
    make_assignment,
    make_choices,
    make_question,
    make_work_course,
    quiz_sheet,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return quiz_sheet()


def test_recording_the_same_sheet_again_changes_nothing(sheet, now):
    services.record_quiz(sheet=sheet, now=now)
    before = list(Question.objects.values())
    services.record_quiz(sheet=sheet, now=now)

    assert list(Question.objects.values()) == before
    assert Choice.objects.count() == 10
    assert Quiz.objects.count() == 1


def test_a_changed_question_gets_the_next_revision_and_others_keep_theirs(sheet, now):
    services.record_quiz(sheet=sheet, now=now)
    first, *others = sheet.questions
    changed = replace(first, prompts={"en": "Another prompt?"})
    services.record_quiz(sheet=replace(sheet, questions=(changed, *others)), now=now)

    assert Question.objects.get(uid=first.uid).revision == 2
    assert {Question.objects.get(uid=other.uid).revision for other in others} == {1}


def test_a_changed_key_is_a_change(sheet, now):
    services.record_quiz(sheet=sheet, now=now)
    first, *others = sheet.questions
    turned = tuple(
        replace(choice, is_correct=number == 1) for number, choice in enumerate(first.choices)
    )
    changed = replace(first, choices=turned)
    services.record_quiz(sheet=replace(sheet, questions=(changed, *others)), now=now)

    row = Question.objects.get(uid=first.uid)
    assert row.revision == 2
    assert [choice.is_correct for choice in row.choices.all()] == [False, True, False, False]


def test_a_question_that_is_gone_is_retired_and_one_that_returns_revived(sheet, now):
    quiz = services.record_quiz(sheet=sheet, now=now)
    services.record_quiz(sheet=replace(sheet, questions=sheet.questions[:2]), now=now)
    assert quiz.questions.active().count() == 2

    services.record_quiz(sheet=sheet, now=now)
    assert quiz.questions.active().count() == 3


@pytest.mark.parametrize(("kind", "right"), [("single", 0), ("single", 2), ("multiple", 0)])
def test_a_question_without_a_sound_key_is_refused_whole(sheet, now, kind, right):
    bad = replace(make_question(9, kind), choices=make_choices(kind, 9, right))

    with pytest.raises(KeyIsUnsound):
        services.record_quiz(sheet=replace(sheet, questions=(*sheet.questions, bad)), now=now)
    assert not Quiz.objects.exists()


def test_q14_an_open_attempt_is_judged_by_the_paper_it_began_with(
    attempt, quiz, quiz_activity, place, now
):
    right = answers_to(attempt)
    rewritten = quiz_sheet(quiz.uid)
    services.record_quiz(sheet=rewritten, now=now)
    Choice.objects.update(is_correct=False)

    done = submit_attempt(attempt=attempt, answers=right, now=now)
    following = start_attempt(enrolment=place, activity=quiz_activity, now=now)

    assert done.mark == done.maximum
    assert {item.uid for item in Paper.from_json(following.paper).items} == {
        str(question.uid) for question in rewritten.questions
    }


def test_a_paper_says_which_revision_it_shows(sheet, quiz, place, quiz_activity, now):
    Question.objects.filter(quiz=quiz).update(revision=7)
    attempt = start_attempt(enrolment=place, activity=quiz_activity, now=now)

    assert {item.revision for item in Paper.from_json(attempt.paper).items} == {7}


def test_choices_stand_in_an_order_of_their_own_in_each_attempt(quiz, place, quiz_activity, now):
    orders = set()
    for _ in range(3):
        attempt = start_attempt(enrolment=place, activity=quiz_activity, now=now)
        items = Paper.from_json(attempt.paper).items
        orders.add(tuple(option.uid for item in items[:2] for option in item.options))
        assert [option.texts["en"] for option in items[2].options] == ["Choice 3-0", "Choice 3-1"]
        submit_attempt(attempt=attempt, answers={}, now=now)

    assert len(orders) > 1


def test_instructions_are_cleaned_when_they_are_recorded():
    html = '<p onclick="x()">Hi <script>alert(1)</script><a href="javascript:x">a</a></p>'
    row = make_assignment(instructions={"en": html})

    assert "script" not in row.instructions["en"]
    assert "onclick" not in row.instructions["en"]
    assert row.instructions["en"].startswith("<p>Hi <a")


def test_a_rubric_that_asks_for_more_than_it_gives_is_refused():
    levels = (LevelSheet(Decimal(0), {"en": "no"}), LevelSheet(Decimal(1), {"en": "yes"}))
    criterion = CriterionSheet(uuid4(), {"en": "One"}, levels)

    with pytest.raises(RubricIsUnsound):
        make_assignment(rubric=RubricSheet(uuid4(), {"en": "Greedy"}, Decimal(2), (criterion,)))
    assert not Assignment.objects.exists()


def test_a_published_course_owns_what_stands_in_it(programme, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        course = make_work_course(programme, "W02", position=2)

    assert Quiz.objects.filter(course=course).count() == 1
    assert Assignment.objects.filter(course=course).count() == 1
