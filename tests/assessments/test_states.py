"""Where learners stand, in a fixed number of queries."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.rules import HandingIn
from assessments.selectors import AssignmentState, QuizState, activity_states
from assessments.selectors.desk import quiz_figures, submissions_to_mark
from assessments.selectors.home import work_under_way
from assessments.selectors.learner import assignment_sheet, own_activity, own_attempt
from assessments.services import Marking, grade_submission, start_attempt, submit_attempt
from courses.models import Activity
from tests.factories.assessments import answers_to, make_work_course
from tests.factories.cohorts import make_place

pytestmark = pytest.mark.django_db


def sit(place, activity, now, right=99):
    attempt = start_attempt(enrolment=place, activity=activity, now=now)
    return submit_attempt(attempt=attempt, answers=answers_to(attempt, right=right), now=now)


def state_of(place, activity):
    return activity_states(place, [activity])[activity.pk]


def test_a_quiz_that_was_never_tried(place, quiz_activity):
    state = state_of(place, quiz_activity)

    assert isinstance(state, QuizState)
    assert (state.questions, state.used, state.left, state.passed) == (3, 0, 3, False)
    assert state.best is None
    assert state.can_start
    assert state.title.text == "Quiz of the block"


def test_a_quiz_with_an_attempt_under_way(place, quiz_activity, now):
    sit(place, quiz_activity, now, right=1)
    running = start_attempt(enrolment=place, activity=quiz_activity, now=now)
    state = state_of(place, quiz_activity)

    assert state.running.uid == running.uid
    assert (state.used, state.left, state.can_start) == (2, 1, False)


def test_the_best_attempt_is_shown_and_one_pass_is_enough(place, quiz_activity, now):
    for right in (1, 3, 2):
        sit(place, quiz_activity, now, right)
    state = state_of(place, quiz_activity)

    assert (state.best.mark, state.best.share, state.best.number) == (3, 1, 2)
    assert state.passed
    assert state.left == 0


def test_an_assignment_through_its_life(place, brief_activity, hand_in, tomas, now):
    assert state_of(place, brief_activity).handing_in is HandingIn.FIRST
    submission = hand_in()
    assert state_of(place, brief_activity).waits

    marks = {row["uid"]: Decimal(2) for row in submission.rubric["criteria"]}
    marking = Marking(marks, "Good.")
    grade_submission(submission=submission, marking=marking, based_on=0, by=tomas, now=now)
    state = state_of(place, brief_activity)
    assert isinstance(state, AssignmentState)
    assert state.accepted
    assert state.share == Decimal("0.6666")


def test_others_do_not_count(place, cohort, quiz_activity, brief_activity, hand_in, now):
    other = make_place(cohort)
    sit(other, quiz_activity, now)
    hand_in(enrolment=other)

    assert state_of(place, quiz_activity).used == 0
    assert state_of(place, brief_activity).versions == 0


@pytest.mark.parametrize("courses", [1, 10])
def test_all_states_cost_two_queries(
    programme, place, now, courses, hand_in, quiz_activity, django_assert_num_queries
):
    for number in range(2, courses + 1):
        make_work_course(programme, f"X{number}", position=number)
    sit(place, quiz_activity, now)
    hand_in()
    activities = list(Activity.objects.all())

    with django_assert_num_queries(2):
        states = activity_states(place, activities)
    assert len(states) == 2 * courses


def test_a_kind_that_is_not_there_costs_nothing(place, quiz_activity, django_assert_num_queries):
    with django_assert_num_queries(1):
        activity_states(place, [quiz_activity])
    with django_assert_num_queries(0):
        assert activity_states(place, []) == {}


def test_retired_questions_do_not_count(place, quiz, quiz_activity, now):
    quiz.questions.filter(position=1).update(retired_at=now)

    assert state_of(place, quiz_activity).questions == 2


def test_a_learners_pages_are_found_in_few_queries(
    amina, place, attempt, brief_activity, hand_in, django_assert_num_queries
):
    for _ in range(3):
        hand_in()
    with django_assert_num_queries(2):
        own_activity(amina, brief_activity.uid, "assignment")
    with django_assert_num_queries(1):
        own_attempt(amina, attempt.uid)
    with django_assert_num_queries(4):
        assignment_sheet(place, brief_activity)


def test_figures_count_first_attempts_and_learners(course, cohort, place, quiz_activity, now):
    second = make_place(cohort)
    sit(place, quiz_activity, now, right=1)
    sit(place, quiz_activity, now)
    sit(second, quiz_activity, now, right=2)
    start_attempt(enrolment=second, activity=quiz_activity, now=now)
    figures = quiz_figures(course)[0]

    assert (figures.learners, figures.attempts, figures.passed) == (2, 3, 1)
    assert [(row.asked, row.right) for row in figures.questions] == [(2, 2), (2, 1), (2, 0)]
    assert figures.questions[1].right_share == Decimal("0.5")
    assert figures.average.quantize(Decimal("0.01")) == Decimal("0.67")


def test_a_question_left_out_is_asked_but_not_answered(course, place, quiz_activity, now):
    attempt = start_attempt(enrolment=place, activity=quiz_activity, now=now)
    submit_attempt(attempt=attempt, answers={}, now=now)
    figures = quiz_figures(course)[0]

    assert {(row.asked, row.answered, row.right) for row in figures.questions} == {(1, 0, 0)}


@pytest.mark.parametrize("learners", [3, 30])
def test_figures_cost_five_queries_however_many_learners(
    course, cohort, quiz_activity, now, learners, django_assert_num_queries
):
    for _ in range(learners):
        sit(make_place(cohort), quiz_activity, now, right=2)

    with django_assert_num_queries(5):
        figures = quiz_figures(course)
    assert figures[0].learners == learners


@pytest.mark.parametrize("learners", [3, 30])
def test_the_list_to_mark_costs_the_same_however_long(
    rosa, cohort, hand_in, learners, django_assert_max_num_queries
):
    for _ in range(learners):
        hand_in(enrolment=make_place(cohort))

    list(submissions_to_mark(rosa))  # What a process reads once is read by now.
    with django_assert_max_num_queries(3):
        rows = list(submissions_to_mark(rosa, state="submitted"))
        for row in rows:
            assert row.enrolment.user.name
            assert row.activity.lesson.course.code
            assert row.enrolment.cohort.code
            assert row.assignment.title.text
    assert len(rows) == learners


def test_the_home_names_work_under_way_in_two_queries(
    amina, place, attempt, hand_in, tomas, now, django_assert_num_queries
):
    submission = hand_in()
    with django_assert_num_queries(2):
        items = work_under_way(amina)
    assert [(item["title"], item["state"]) for item in items] == [
        ("Quiz of the block", "missing"),
        ("Policy brief", "waiting"),
    ]

    marks = {row["uid"]: Decimal(1) for row in submission.rubric["criteria"]}
    marking = Marking(marks, "More.")
    grade_submission(submission=submission, marking=marking, based_on=0, by=tomas, now=now)
    submit_attempt(attempt=attempt, answers={}, now=now)
    assert [item["state"] for item in work_under_way(amina)] == ["missing"]

    better = Marking(dict.fromkeys(marks, Decimal(3)), "Good.", "Read again.")
    grade_submission(submission=submission, marking=better, based_on=1, by=tomas, now=now)
    assert work_under_way(amina) == []


def test_the_home_shows_what_came_back(client, amina, submission, tomas, now):
    marks = {row["uid"]: Decimal(1) for row in submission.rubric["criteria"]}
    marking = Marking(marks, "More.")
    grade_submission(submission=submission, marking=marking, based_on=0, by=tomas, now=now)
    client.force_login(amina)

    html = client.get("/learn/").content.decode()
    assert "Returned to you with feedback" in html
    assert f"/learn/assignments/{submission.activity.uid}/" in html
