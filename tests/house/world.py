"""A small town for the sweeps: two programmes, their people, an object behind every address."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents.models import Document
from wagtailmedia.models import Media

from assessments.services import give_to_course, start_attempt, submit_assignment
from assessments.uploads import check
from certificates import reissue
from certificates.documents import make_documents
from certificates.models import Award, NameChange
from certificates.services import propose
from cms.models import CoursePage
from cms.roles import make_editor
from courses.models import Activity, Course, Lesson
from courses.roles import grant_administration, grant_teaching
from foundation import clock
from learning.models import Enrolment
from tests.factories import pages
from tests.factories.assessments import make_assignment, make_quiz, pdf, upload
from tests.factories.awards import finish, make_design, make_issued
from tests.factories.cohorts import make_cohort, make_place, make_session, require_courses
from tests.factories.people import UserFactory

PEOPLE = ("omar", "amina", "sara", "tomas", "edith", "rosa", "viktor", "ruth", "admin")


@dataclass
class World:
    """Who is there, and what stands behind the addresses (by the name of the route)."""

    people: dict[str, Any] = field(default_factory=dict)
    behind: dict[str, dict[str, Any]] = field(default_factory=dict)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)


def make_world() -> World:
    """Make the town; amina takes part in it, sara in the next cohort, ruth runs another one."""
    world = World({name: UserFactory(email=f"{name}@example.org") for name in PEOPLE})
    world.people["admin"].is_superuser = True
    world.people["admin"].save()
    course = _taught("P1", "B01", with_work=True)
    elsewhere = _taught("P2", "B11", with_work=False)
    _give_roles(world, course, elsewhere)
    cohort = make_cohort(course.programme, "A1", starts_on=date(2020, 1, 1))
    next_cohort = make_cohort(course.programme, "A2", starts_on=date(2020, 1, 1))
    make_place(next_cohort, world.people["sara"])
    place = make_place(cohort, world.people["amina"])
    _put_behind(world, course, place, make_session(cohort, day=300))
    _do_work(world, course, place)
    _award(world, place)
    return world


def _taught(programme_code: str, code: str, *, with_work: bool) -> Course:
    """Publish a programme of one course; with a lesson of work and files if wanted."""
    programme = pages.make_programme(programme_code)
    page = pages.make_course(programme, lessons=2, code=code)
    if with_work:
        module = page.get_children().get()
        pages.make_lesson(module, title="Work", body=list(_work()))
    pages.republish(CoursePage.objects.get(pk=page.pk))
    course = Course.objects.get(code=code)
    give_to_course(course_id=course.pk)
    require_courses(course.programme)
    make_design(course.programme)
    return course


def _work():
    document = Document(title="Hand-out", file=ContentFile(pdf(), name="hand-out.pdf"))
    document.save()
    media = Media.objects.create(
        title="Talk", type="audio", duration=3, file=ContentFile(b"sound" * 90, name="talk.m4a")
    )
    quiz, brief = make_quiz(), make_assignment()
    yield pages.text_block("Work to do.")
    yield pages.quiz_block(quiz)
    yield _block("assignment", {"target": str(brief.uid), "required": True})
    yield _block("file", {"document": document.pk, "title": "Hand-out"})
    yield _block("audio", {"media": media.pk, "title": "Talk", "transcript": "Words."})


def _block(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": pages.block_id(kind)}


def _give_roles(world: World, course: Course, elsewhere: Course) -> None:
    grant_teaching(user=world.people["tomas"], course=course)
    make_editor(user=world.people["edith"])
    for name in ("rosa", "viktor"):
        grant_administration(user=world.people[name], programme=course.programme)
    grant_administration(user=world.people["ruth"], programme=elsewhere.programme)


def _put_behind(world: World, course: Course, place: Enrolment, session: Any) -> None:
    """Note addresses of lessons, people and sessions, and the picture and mail of the demo."""
    lesson = Lesson.objects.get(titles__en="Work")
    uid = {"uid": lesson.uid}
    cohort, of_place = {"uid": place.cohort.uid}, {"uid": place.uid}
    of_session = {"cohort_uid": place.cohort.uid, "uid": session.uid}
    picture = default_storage.save("original_images/dot.svg", ContentFile(b"<svg/>"))
    settings.EMAIL_FILE_PATH.mkdir(exist_ok=True)
    mail = settings.EMAIL_FILE_PATH / "1.log"
    mail.write_text("Subject: Hello\nTo: x@example.org\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\nA")
    world.behind |= {
        **dict.fromkeys(("lessons:lesson", "learning:lesson-complete"), uid),
        "learning:lesson-place": uid,
        "lessons:course": {"uid": course.uid},
        "lessons:media": {**uid, "pk": Media.objects.get().pk},
        "lessons:file": {**uid, "pk": Document.objects.get().pk},
        "learning:enrol": cohort,
        "learning:withdraw": of_place,
        "learning:session-calendar": {"uid": session.uid},
        **dict.fromkeys(("desk:cohort", "desk:cohort-edit", "desk:cohort-export"), cohort),
        **dict.fromkeys(("desk:person", "desk:person-change"), of_place),
        "desk:session-new": {"cohort_uid": place.cohort.uid},
        **dict.fromkeys(("desk:session-edit", "desk:attendance"), of_session),
        "cms:picture": {"path": picture},
        "demo:mail": {"number": "1-0"},
        "wagtail_serve": ("programmes/p1/",),
    }
    world.forms |= {
        "learning:lesson-place": {"position": pages.block_id("text")},
        "desk:person-change": {"to": "withdraw"},
        "accounts:profile": {"name": "Someone", "language": "en", "time_zone": "UTC"},
    }


def _do_work(world: World, course: Course, place: Enrolment) -> None:
    """Let amina begin the quiz and hand in the brief as a file."""
    rows = Activity.objects.select_related("lesson__course__programme")
    quiz, brief = (rows.get(lesson__course=course, kind=kind) for kind in ("quiz", "assignment"))
    now = clock.now()
    attempt = start_attempt(enrolment=place, activity=quiz, now=now)
    file = check(upload(pdf()), ("pdf",), 20_000)
    work = submit_assignment(
        enrolment=place, activity=brief, text="", upload=file, key=uuid.uuid4(), now=now
    )
    attempts = ("assessments:attempt", "assessments:attempt-save", "assessments:attempt-submit")
    handed_in = ("assessments:submission-file", "marking:submission", "marking:file")
    world.behind |= {
        **{f"assessments:{name}": {"uid": quiz.uid} for name in ("quiz", "quiz-start")},
        **{name: {"uid": attempt.uid} for name in attempts},
        "assessments:assignment": {"uid": brief.uid},
        **{name: {"uid": work.uid} for name in handed_in},
    }
    world.forms |= {
        "assessments:attempt-submit": {"confirmed": "1"},
        "marking:submission": {"feedback": "Good."},
    }


def _award(world: World, place: Enrolment) -> None:
    """Give amina a certificate with its document, and propose one for somebody else."""
    rosa, viktor = world.people["rosa"], world.people["viktor"]
    award = make_issued(finish(place), rosa, viktor, now=clock.now())
    make_documents(pk=award.pk, now=clock.now())
    other = finish(make_place(place.cohort))
    proposed = propose(enrolment=other, kind="completion", by=rosa, now=clock.now())
    assert proposed is not None
    cohort = {"uid": place.cohort.uid}
    uid, programme = {"uid": award.uid}, {"uid": place.cohort.programme.uid}
    acts = ("cohort", "propose", "approve", "issue", "drop")
    world.behind |= {
        **dict.fromkeys((f"awards:{act}" for act in acts), cohort),
        **dict.fromkeys(("awards:award", "awards:reinstate", "certificates:name-change"), uid),
        **dict.fromkeys(("awards:register", "awards:register-json"), programme),
        "awards:name-change": {"uid": _wanted(award).uid},
        "certificates:log-event": {"number": 1},
        **{
            f"certificates:{name}": {"code": award.code}
            for name in ("result", "rosette", "document")
        },
        "certificates:credential": {"code": award.code, "form": "json"},
        "certificates:status-list": {"number": award.status_list},
        "certificates:visibility": {"uid": award.uid},
    }
    world.forms |= {
        "awards:propose": {"enrolment": str(other.uid), "kind": "completion"},
        "awards:approve": {"award": str(proposed.uid)},
        "awards:drop": {"award": str(proposed.uid)},
        "awards:award": {"reason": "error", "note": "Mistaken"},
        "awards:name-change": {"decision": "accept"},
        "certificates:name-change": {"name": "Amina", "evidence": "Deed"},
        "certificates:list": {"codes": award.code},
        "certificates:visibility": {"visibility": "link"},
    }


def _wanted(award: Award) -> NameChange:
    """Let the holder ask for another name."""
    names = {"name": "Amina Haddad", "latin_name": "", "evidence": "Deed 12"}
    return reissue.ask(award=award, now=clock.now(), **names)
