"""Facts about the one evaluator: progress is arithmetic, thresholds are exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Activity, Course, Lesson, Requirement
from courses.services import record_outline, retire_course
from learning.evaluation import ItemState, Progress, evaluate, is_done, progress_in
from learning.facts import CourseFacts, Facts, SessionFacts, facts_of
from learning.models import LessonCompletion
from learning.services import complete_activity, complete_lesson, record_attendance
from tests.factories.awards import finish
from tests.factories.cohorts import (
    fresh,
    make_cohort,
    make_place,
    make_session,
    require_attendance,
    require_courses,
)
from tests.factories.outlines import (
    MONDAY,
    make_lesson,
    make_module,
    make_outline,
    make_programme,
)

uids = st.sets(st.sampled_from("abcdefgh"))


def facts_in(required, done, *, edition=True, completed_at=None):
    """Make the facts of a course in which only lessons count."""
    required = frozenset(required)
    return CourseFacts(
        course=Course(titles={"en": "Course"}),
        edition_id=1 if edition else None,
        required_lessons=required,
        required_activities=frozenset(),
        done_lessons=required & frozenset(done),
        done_activities=frozenset(),
        completed_at=completed_at,
    )


class TestArithmetic:
    @given(uids, uids)
    def test_the_share_is_what_is_done_of_what_counts(self, required, done):
        progress = progress_in(facts_in(required, done))
        expected = Decimal(len(required & done)) / len(required) if required else Decimal(1)
        assert progress.share == expected

    @given(st.integers(0, 500), st.integers(0, 500))
    def test_no_percentage_passes_a_hundred_and_a_hundred_means_all(self, done, required):
        progress = Progress(min(done, required), required)
        assert 0 <= progress.percent <= 100
        assert (progress.percent == 100) == progress.is_complete

    @given(uids, uids, st.sampled_from("abcdefgh"))
    def test_doing_one_thing_more_never_lowers_anything(self, required, done, more):
        before = progress_in(facts_in(required, done))
        after = progress_in(facts_in(required, done | {more}))
        assert after.share >= before.share

    @given(uids, uids)
    def test_a_course_that_was_finished_stays_finished(self, required, done):
        assert is_done(facts_in(required, done, completed_at=MONDAY))

    def test_a_course_without_an_edition_is_not_done(self):
        assert not is_done(facts_in(set(), set(), edition=False))


def one_demand(**more):
    """Return the checklist item of a single requirement about sessions."""
    sessions = SessionFacts(more.pop("planned"), more.pop("settled"), more.pop("attended"))
    requirement = Requirement(kind="attendance", threshold=Decimal(more.pop("threshold")))
    facts = Facts(enrolment=None, requirements=(requirement,), courses={}, sessions=sessions)
    [item] = evaluate(facts).items
    return item


class TestAttendance:
    @pytest.mark.parametrize(
        ("threshold", "planned", "needed"),
        [("0.8", 10, 8), ("0.8", 9, 8), ("0.801", 10, 9), ("1", 3, 3), ("0", 4, 0), ("0.5", 1, 1)],
    )
    def test_the_number_needed_is_rounded_up(self, threshold, planned, needed):
        reached = one_demand(threshold=threshold, planned=planned, settled=0, attended=needed)
        assert reached.state is ItemState.DONE
        assert reached.progress.required == needed
        if needed:
            short = one_demand(
                threshold=threshold, planned=planned, settled=planned, attended=needed - 1
            )
            assert short.state is ItemState.MISSING

    def test_while_there_is_time_one_waits(self):
        item = one_demand(threshold="0.8", planned=10, settled=2, attended=0)
        assert item.state is ItemState.WAITING
        assert "there is still time" in item.why

    def test_one_session_too_many_missed_is_told(self):
        item = one_demand(threshold="0.8", planned=10, settled=3, attended=0)
        assert item.state is ItemState.MISSING
        assert "Write to your coordinator" in item.why

    def test_where_no_session_is_planned_nothing_is_asked(self):
        item = one_demand(threshold="0.8", planned=0, settled=0, attended=0)
        assert (item.state, item.progress) == (ItemState.DONE, Progress(0, 0))

    @given(st.integers(0, 30), st.integers(0, 30), st.decimals(0, 1, places=3))
    def test_more_attended_never_turns_done_into_missing(self, planned, attended, threshold):
        attended = min(attended, planned)
        item = one_demand(threshold=threshold, planned=planned, settled=0, attended=attended)
        more = one_demand(
            threshold=threshold, planned=planned, settled=0, attended=min(attended + 1, planned)
        )
        assert item.progress.done <= item.progress.required or planned == 0
        assert not (item.state is ItemState.DONE and more.state is not ItemState.DONE)


@pytest.mark.django_db
class TestFromRows:
    def state_of(self, place, kind, now=MONDAY):
        items = evaluate(facts_of(place, now)).items
        return next(item for item in items if item.requirement.kind == kind)

    def test_a_session_that_is_over_but_not_recorded_counts_against_nobody(
        self, programme, place, now
    ):
        require_attendance(programme, "1")
        session = make_session(place.cohort, day=-1)
        assert self.state_of(place, "attendance").state is ItemState.WAITING
        other = make_place(place.cohort)
        record_attendance(session=session, minutes={other.pk: 90}, by=None, now=now)
        assert self.state_of(place, "attendance").state is ItemState.MISSING

    def test_a_cancelled_session_asks_nothing_and_gives_nothing(self, programme, place, now):
        require_attendance(programme, "1")
        held, cancelled = make_session(place.cohort, day=-2), make_session(place.cohort, day=-1)
        record_attendance(session=cancelled, minutes={place.pk: 90}, by=None, now=now)
        cancelled.cancelled_at = now
        cancelled.save()
        assert self.state_of(place, "attendance").state is ItemState.WAITING
        record_attendance(session=held, minutes={place.pk: 60}, by=None, now=now)
        assert self.state_of(place, "attendance").progress == Progress(1, 1)

    def test_a_session_just_over_is_over(self, programme, place, now):
        require_attendance(programme, "1")
        session = make_session(place.cohort, day=0, minutes=60)
        record_attendance(session=session, minutes={place.pk: 1}, by=None, now=now)
        before = now + timedelta(minutes=60) - timedelta(seconds=1)
        assert self.state_of(place, "attendance", before).state is ItemState.WAITING
        at_the_end = now + timedelta(minutes=60)
        assert self.state_of(place, "attendance", at_the_end).state is ItemState.MISSING

    @pytest.mark.parametrize(
        ("mark", "state"),
        [(None, "missing"), ("0.5999", "missing"), ("0.6", "done"), ("1", "done")],
    )
    def test_a_mark_counts_from_its_threshold_on(self, programme, place, now, mark, state):
        activity = Activity.objects.select_related("lesson__course").get()
        Requirement.objects.create(
            programme=programme, kind="mark", activity=activity, threshold="0.6"
        )
        value = None if mark is None else Decimal(mark)
        complete_activity(enrolment=place, activity=activity, mark=value, now=now)
        assert self.state_of(place, "mark").state == state

    def test_work_that_was_retired_is_waived(self, programme, place, now):
        activity = Activity.objects.get()
        Requirement.objects.create(
            programme=programme, kind="mark", activity=activity, threshold="0.6"
        )
        Activity.objects.update(retired_at=now)
        assert self.state_of(place, "mark").state is ItemState.DONE

    def test_a_course_that_was_retired_is_waived(self, programme, place, course, now):
        retire_course(uid=course.uid, now=now)
        item = next(
            item
            for item in evaluate(facts_of(place, now)).items
            if item.requirement.course_id == course.pk
        )
        assert (item.state, item.progress) == (ItemState.DONE, Progress(0, 0))

    def test_a_retired_requirement_asks_nothing(self, programme, place, now):
        Requirement.objects.filter(programme=programme).update(retired_at=now)
        checklist = evaluate(facts_of(place, now))
        assert checklist.items == ()
        assert not checklist.is_complete

    def test_participation_needs_its_own_demands_alone(self, programme, place, now):
        assert not evaluate(facts_of(place, now)).earns_participation
        require_attendance(programme, "1")
        session = make_session(place.cohort, day=-1)
        record_attendance(session=session, minutes={place.pk: 60}, by=None, now=now)
        checklist = evaluate(facts_of(fresh(place), now))
        assert checklist.earns_participation
        assert not checklist.is_complete

    def test_the_evidence_says_what_was_asked_and_what_was_done(self, finish_all, now):
        evidence = evaluate(facts_of(finish_all, now)).evidence()
        assert [(row["kind"], row["state"], row["done"]) for row in evidence["items"]] == [
            ("course", "done", 3),
            ("course", "done", 4),
        ]

    @pytest.fixture
    def finish_all(self, place):
        return finish(place)

    def test_what_is_left_is_said_in_words(self, programme, place, now):
        whys = [item.why for item in evaluate(facts_of(place, now)).items]
        work = "3 lessons to read and 1 quiz or assignment to pass."
        assert whys == ["3 lessons to read.", work]


steps = st.lists(
    st.tuples(st.sampled_from(["complete", "remove", "restore", "add"]), st.integers(0, 5)),
    max_size=12,
)


@pytest.mark.django_db
@given(history=steps, pinned=st.booleans())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_happens_progress_is_done_of_required_and_what_is_done_stays(history, pinned):
    """Publish, unpublish, add and read in any order, and compare with plain sets."""
    with transaction.atomic():
        programme = make_programme()
        lessons = [make_lesson(f"L{n}") for n in range(6)]
        outline = make_outline(programme, make_module(*lessons[:4]))
        record_outline(outline, MONDAY)
        require_courses(programme)
        place = make_place(make_cohort(programme, follows_published=not pinned))
        standing, pins, done = {0, 1, 2, 3}, {0, 1, 2, 3}, set()
        for what, number in history:
            if what == "complete" and number in standing:
                lesson = Lesson.objects.select_related("course").get(uid=lessons[number].uid)
                complete_lesson(enrolment=place, lesson=lesson, now=MONDAY)
                done.add(number)
            elif what != "complete":
                standing = standing - {number} if what == "remove" else standing | {number}
                kept = [lessons[n] for n in sorted(standing)]
                record_outline(replace(outline, modules=(make_module(*kept),)), MONDAY)
            required = (pins if pinned else standing) & standing
            [facts] = facts_of(fresh(place), MONDAY).courses.values()
            assert progress_in(facts) == Progress(len(required & done), len(required))
            assert LessonCompletion.objects.count() == len(done)
        transaction.set_rollback(True)
