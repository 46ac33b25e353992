"""The demo's quizzes and brief load in every language, twice without a change."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from assessments.models import Assignment, Choice, Question, Quiz, Submission
from courses.models import Activity
from courses.outline import ActivityOutline, LessonOutline
from courses.roles import grant_administration
from courses.services import record_outline
from foundation.wording import pick
from learning.models import ActivityCompletion
from lms.demo import load_assessments as demo
from tests.factories.cohorts import make_cohort, make_place
from tests.factories.outlines import MONDAY, make_module, make_outline, make_programme
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quizzes():
    return demo.load_quizzes()


@pytest.fixture
def programme(quizzes):
    programme = make_programme()
    brief = demo.load_assignment()
    targets = [("quiz", quizzes["quiz-01"].uid), ("assignment", brief.uid)]
    activities = tuple(ActivityOutline(str(uuid4()), kind, uid, True) for kind, uid in targets)
    lesson = LessonOutline(uuid4(), "last", {"en": "Last"}, True, 10, activities)
    record_outline(make_outline(programme, make_module(lesson)), MONDAY)
    return programme


@pytest.fixture
def nadia(programme):
    return make_place(make_cohort(programme))


def activity(kind):
    return Activity.objects.select_related("lesson__course__programme").get(kind=kind)


def test_every_block_has_a_quiz_of_eight_questions_or_more(quizzes):
    assert len(quizzes) == 11
    assert all(quiz.questions.count() >= 8 for quiz in quizzes.values())
    assert {quiz.pass_share for quiz in Quiz.objects.all()} == {Decimal("0.7")}


def test_every_choice_has_feedback_and_every_question_an_explanation(quizzes):
    assert all(pick(choice.feedbacks, "en") for choice in Choice.objects.all())
    assert all(pick(question.explanations, "en") for question in Question.objects.all())


def test_loading_again_changes_nothing(quizzes):
    demo.load_assignment()
    before = [*Question.objects.values(), *Choice.objects.values("uid", "texts", "is_correct")]
    demo.load_quizzes()
    demo.load_assignment()

    after = [*Question.objects.values(), *Choice.objects.values("uid", "texts", "is_correct")]
    assert after == before
    assert Assignment.objects.count() == 1
    assert {question.revision for question in Question.objects.all()} == {1}


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_first_quiz_is_whole_in_each_language(quizzes, language):
    texts = [quizzes["quiz-01"].titles]
    for question in quizzes["quiz-01"].questions.all():
        texts += [question.prompts, question.explanations]
        for choice in question.choices.all():
            texts += [choice.texts, choice.feedbacks]

    assert [kept["en"] for kept in texts if not kept.get(language)] == []


def test_a_learner_of_the_demo_passes_a_quiz(nadia):
    attempt = demo.complete_quiz(nadia, activity("quiz"), Decimal("0.75"), MONDAY)

    assert attempt.passed
    assert Decimal("0.75") <= attempt.share < Decimal("0.9")
    assert ActivityCompletion.objects.get().completed_at == attempt.submitted_at


def test_a_learner_of_the_demo_hands_in_a_brief_that_is_accepted(nadia, programme):
    rosa = UserFactory()
    grant_administration(user=rosa, programme=programme)
    row = demo.hand_in_brief(nadia, activity("assignment"), at=MONDAY, accepted=True)
    row = Submission.objects.get(pk=row.pk)

    assert row.state == "accepted"
    assert 900 <= row.words <= 1200
    assert row.grades.get().by == rosa


@pytest.mark.parametrize(("accepted", "state"), [(None, "submitted"), (False, "returned")])
def test_a_brief_of_the_demo_may_wait_or_be_returned(nadia, accepted, state):
    row = demo.hand_in_brief(nadia, activity("assignment"), at=MONDAY, accepted=accepted)
    row.refresh_from_db()

    assert row.state == state
