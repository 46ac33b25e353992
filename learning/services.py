"""Changes of state of a place and what follows from them, each in one transaction."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import User
from courses.models import Activity, Course, Lesson
from foundation.prepared import Prepared
from foundation.rows import insert_once
from learning import letters, signals
from learning.errors import NoLongerInOutline, NotEnrolled, NotOpenYet
from learning.evaluation import evaluate, progress_in
from learning.facts import course_facts_of, facts_of, lacks_lessons
from learning.models import (
    ActivityCompletion,
    Attendance,
    Cohort,
    CohortCourse,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    LiveSession,
    Place,
    ProgrammeCompletion,
)


def check_open(enrolment: Enrolment, now: datetime) -> None:
    """Raise NotEnrolled or NotOpenYet where the place does not open lessons and work now."""
    if not enrolment.may_learn or not enrolment.user.is_active:
        raise NotEnrolled
    if not enrolment.cohort.has_started(now):
        raise NotOpenYet


@transaction.atomic
def complete_lesson(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> bool:
    """Record that the learner marked the lesson as complete; false where it was already.

    Settles course and programme in the same transaction; sends ``lesson_completed`` after the
    commit. Raises NotEnrolled, NotOpenYet or NoLongerInOutline.
    """
    check_open(enrolment, now)
    if lesson.course.programme_id != enrolment.cohort.programme_id:
        raise NotEnrolled
    if lesson.retired_at is not None:
        raise NoLongerInOutline
    made = insert_once(LessonCompletion(enrolment=enrolment, lesson=lesson, completed_at=now))
    if made:
        lock(enrolment)
        _settle(enrolment, lesson.course, now)
        _after_commit(signals.lesson_completed, enrolment_id=enrolment.pk, lesson_id=lesson.pk)
    return made


@transaction.atomic
def complete_activity(
    *, enrolment: Enrolment, activity: Activity, mark: Decimal | None, now: datetime
) -> None:
    """Record that the rule of a quiz or assignment is met, with the best mark (0 to 1) so far.

    A second call never lowers the mark nor moves the date. Called by assessments in the
    transaction that settles the grade.
    """
    lock(enrolment)
    fact = ActivityCompletion(enrolment=enrolment, activity=activity, completed_at=now, mark=mark)
    if not insert_once(fact) and mark is not None:
        same = ActivityCompletion.objects.filter(enrolment=enrolment, activity=activity)
        same.filter(mark__isnull=True).update(mark=mark)
        same.filter(mark__lt=mark).update(mark=Greatest(F("mark"), mark))
    _settle(enrolment, activity.lesson.course, now)


@transaction.atomic
def settle(*, enrolment: Enrolment, course: Course | None, now: datetime) -> None:
    """Record course and programme completions that the facts now carry. Only ever adds.

    ``course`` narrows the look to one course; without it only the programme is looked at.
    """
    lock(enrolment)
    _settle(enrolment, course, now)


_locked = Prepared(
    lambda place: (
        Enrolment.objects.select_for_update(no_key=True)
        .filter(pk=place)
        .order_by()
        .values_list("pk")
    )
)


def lock(enrolment: Enrolment) -> None:
    """Lock the place: of two last lessons marked at once, the second sees both."""
    _locked(enrolment.pk)


def _settle(enrolment: Enrolment, course: Course | None, now: datetime) -> None:
    if course is not None and not _settle_course(enrolment, course, now):
        return
    _settle_programme(enrolment, now)


def _settle_course(enrolment: Enrolment, course: Course, now: datetime) -> bool:
    if lacks_lessons(enrolment, course):
        return False
    facts = course_facts_of(enrolment, course)
    if facts.edition_id is None or not progress_in(facts).is_complete:
        return False
    fact = CourseCompletion(
        enrolment=enrolment, course=course, edition_id=facts.edition_id, completed_at=now
    )
    if facts.completed_at is None and insert_once(fact):
        _after_commit(signals.course_completed, enrolment_id=enrolment.pk, course_id=course.pk)
    return True


def _settle_programme(enrolment: Enrolment, now: datetime) -> None:
    checklist = evaluate(facts_of(enrolment, now))
    if not checklist.is_complete:
        return
    fact = ProgrammeCompletion(
        enrolment=enrolment, completed_at=now, evidence=checklist.evidence()
    )
    if insert_once(fact):
        letters.congratulate(enrolment)
        _after_commit(signals.programme_completed, enrolment_id=enrolment.pk)


@transaction.atomic
def record_attendance(
    *,
    session: LiveSession,
    minutes: dict[int, int],
    by: User | None,
    now: datetime,
    source: str = Attendance.Source.STAFF,
) -> None:
    """Write who was in a session for how many minutes, by enrolment; earlier figures give way.

    Enrolments of another cohort are left out. Settles each programme in the same transaction.
    """
    places = Enrolment.objects.filter(pk__in=minutes, cohort_id=session.cohort_id)
    rows = [
        Attendance(
            session=session,
            enrolment=place,
            minutes=min(minutes[place.pk], session.minutes),
            source=source,
            recorded_by=by,
            recorded_at=now,
        )
        for place in places
    ]
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["minutes", "source", "recorded_by", "recorded_at"],
    )
    session.cohort.stamp_anew()
    for place in places.select_related("cohort", "user"):
        settle(enrolment=place, course=None, now=now)


def save_place(*, enrolment: Enrolment, lesson: Lesson, block: str, now: datetime) -> None:
    """Keep which block of which lesson was read last, for other devices. The newest wins."""
    Place.objects.update_or_create(
        enrolment=enrolment,
        defaults={"lesson": lesson, "block": block, "saved_at": now},
    )


@transaction.atomic
def pin_outlines(*, cohort: Cohort) -> None:
    """Pin the newest edition of every course for a dated cohort that has no pin yet (ADR 0001).

    A cohort that follows the published outline has its rows without a pin.
    """
    changed = False
    for course in Course.objects.active().filter(programme_id=cohort.programme_id):
        row, _ = CohortCourse.objects.get_or_create(cohort=cohort, course=course)
        pinned = None if cohort.follows_published else row.edition or course.editions.first()
        if row.edition != pinned:
            row.edition = pinned
            row.save(update_fields=["edition"])
            changed = True
    if changed:
        cohort.stamp_anew()


def pin_begun(*, now: datetime, programme_id: int | None = None) -> int:
    """Pin courses that came late for dated cohorts under way; returns how many cohorts.

    Safe to repeat; 1 query where nothing is to be done.
    """
    cohorts = Cohort.objects.begun_without_pins(now)
    if programme_id is not None:
        cohorts = cohorts.filter(programme=programme_id)
    begun = [cohort for cohort in cohorts if cohort.has_started(now)]
    for cohort in begun:
        pin_outlines(cohort=cohort)
    return len(begun)


def _after_commit(signal: object, **ids: int) -> None:
    transaction.on_commit(lambda: signal.send(sender=Enrolment, **ids))  # type: ignore[attr-defined]
