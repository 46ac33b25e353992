"""A whole course copied: every language, quizzes, assignments, links; nothing of any learner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from assessments.models import Assignment, Attempt, Quiz, Rubric
from cms.copying import begin_copy, carry_out, carry_out_due
from cms.models import CourseCopy, CoursePage, LessonPage, ProgrammePage
from courses.models import Activity, Course, Lesson
from courses.roles import grant_teaching
from foundation import clock
from learning.models import Enrolment, LessonCompletion
from tests.cms.test_translations import translate
from tests.factories.assessments import make_assignment, make_quiz
from tests.factories.pages import (
    block_id,
    make_course,
    make_home,
    quiz_block,
    republish,
    text_block,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def lessons_of(course):
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def assignment_block(assignment):
    value = {"target": str(assignment.uid), "required": True}
    return {"type": "assignment", "value": value, "id": block_id("assignment")}


@pytest.fixture
def taught(course_page):
    """The course with a quiz, an assignment, and links between its lessons and out of it."""
    one, two, *_ = lessons_of(course_page)
    links = (
        f'<a linktype="page" id="{two.pk}">next</a> '
        f'<a href="/learn/lessons/{two.translation_key}/">again</a> '
        f'<a linktype="page" id="{make_home().pk}">home</a>'
    )
    body = [text_block(links), quiz_block(make_quiz()), assignment_block(make_assignment())]
    republish(one, body=body)
    return CoursePage.objects.get(pk=course_page.pk)


@pytest.fixture
def three_languages(taught, django_capture_on_commit_callbacks):
    for code in ("fr", "es"):
        make_home(code)
        for page in [taught, *taught.get_descendants().specific()[:2]]:
            with django_capture_on_commit_callbacks(execute=True):
                translate(page, code)
    return taught


def copied(page, by=None, suffix="2027") -> CoursePage:
    copy = begin_copy(course=page, suffix=suffix, by=by, now=clock.now())
    assert carry_out(pk=copy.pk, now=clock.now())
    key = copy.new(page.translation_key)
    return CoursePage.objects.get(translation_key=key, locale=page.locale)


def last() -> CourseCopy:
    return CourseCopy.objects.first()


def test_the_copy_is_a_draft_beside_its_source_with_identities_of_its_own(taught, edith):
    twin = copied(taught, edith)
    assert twin.title == f"{taught.title} (2027)"
    assert twin.slug == f"{taught.slug}-2027"
    assert twin.code == "B02"
    assert twin.get_parent().pk == taught.get_parent().pk
    old, new = lessons_of(taught), lessons_of(twin)
    assert [page.title for page in new] == [page.title for page in old]
    assert not {page.translation_key for page in new} & {page.translation_key for page in old}
    assert not any(page.live for page in [twin, *twin.get_descendants()])
    assert all(page.latest_revision for page in new)


def test_quizzes_and_assignments_are_copied_and_named_by_the_copy(taught):
    first = lessons_of(copied(taught))[0]
    draft = first.get_latest_revision_as_object()
    for page in (first, draft):
        quiz, brief = (child.value["target"] for child in list(page.body)[1:])
        assert quiz.uid != Quiz.objects.order_by("pk")[0].uid
        assert quiz.questions.count() == 3
        assert [row.choices.count() for row in quiz.questions.all()] == [4, 4, 2]
        assert brief.uid != Assignment.objects.order_by("pk")[0].uid
        assert brief.rubric != Rubric.objects.order_by("pk")[0]
        assert brief.rubric.criteria.count() == Rubric.objects.order_by("pk")[0].criteria.count()
    report = last().report
    assert (report["quizzes"], report["questions"], report["assignments"]) == (1, 3, 1)


def test_links_inside_lead_to_the_copy_and_those_out_of_it_stay(taught):
    one, two, *_ = lessons_of(copied(taught))
    html = one.body[0].value.source
    assert f'id="{two.pk}"' in html
    assert f"/learn/lessons/{two.translation_key}/" in html
    assert f'id="{make_home().pk}"' in html
    assert one.get_latest_revision_as_object().body[0].value.source == html
    assert last().report["links"] == 1
    assert str(lessons_of(taught)[1].translation_key) not in html


def test_three_languages_are_copied_and_stay_translations_of_each_other(
    three_languages, django_capture_on_commit_callbacks
):
    twin = copied(three_languages)
    twins = CoursePage.objects.filter(translation_key=twin.translation_key)
    assert {page.locale.language_code for page in twins} == {"en", "fr", "es"}
    french = twins.get(locale__language_code="fr")
    assert french.title == f"¤ {three_languages.title} (2027)"
    assert french.code == twin.code
    assert french.get_parent().specific_class is ProgrammePage
    assert french.get_parent().locale.language_code == "fr"
    first = lessons_of(french)[0]
    assert first.translation_key == lessons_of(twin)[0].translation_key
    assert first.body[1].value["target"] == lessons_of(twin)[0].body[1].value["target"]
    source = TranslationSource.objects.get_for_instance(lessons_of(twin)[0])
    codes = set(source.translations.values_list("target_locale__language_code", flat=True))
    assert codes == {"fr", "es"}
    assert last().report["languages"] == ["en", "fr", "es"]
    assert last().report["strings"] > 0


def test_a_copied_translation_keeps_its_words_when_the_copy_is_synchronised(
    three_languages, django_capture_on_commit_callbacks
):
    twin = copied(three_languages)
    for page in (twin, lessons_of(twin)[0]):
        source = TranslationSource.objects.get_for_instance(page)
        source.update_from_db()
        for row in Translation.objects.filter(source=source):
            with django_capture_on_commit_callbacks(execute=True):
                row.save_target(publish=False)
    french = CoursePage.objects.get(
        translation_key=twin.translation_key, locale__language_code="fr"
    ).get_latest_revision_as_object()
    assert french.title == f"¤ {three_languages.title} (2027)"
    assert french.slug == twin.slug
    words = lessons_of(french)[0].get_latest_revision_as_object().body[0].value.source
    assert words.startswith("<p>¤ ")
    assert f'id="{lessons_of(twin)[1].pk}"' in words


def test_the_source_is_left_as_it_was(three_languages):
    def everything():
        tree = Page.objects.descendant_of(three_languages.get_parent(), inclusive=True)
        old = tree.filter(path__startswith=three_languages.path)
        return (
            list(old.values("pk", "path", "title", "live", "latest_revision", "translation_key")),
            [str(page.body.raw_data) for page in lessons_of(three_languages)],
            list(Quiz.objects.filter(pk=1).values()),
        )

    key = TranslationSource.objects.get_for_instance(three_languages).object_id
    strings = StringTranslation.objects.filter(context__object=key).count()
    segments = StringSegment.objects.filter(source__object=key).count()
    before = everything()
    copied(three_languages)
    assert everything() == before
    assert StringTranslation.objects.filter(context__object=key).count() == strings
    assert StringSegment.objects.filter(source__object=key).count() == segments


def test_nothing_of_a_learner_is_copied_even_after_the_copy_is_published(taught, place):
    row = Lesson.objects.get(uid=lessons_of(taught)[0].translation_key)
    LessonCompletion.objects.create(enrolment=place, lesson=row, completed_at=clock.now())
    counts = [model.objects.count() for model in (Enrolment, LessonCompletion, Attempt)]
    twin = copied(taught)
    assert not Course.objects.filter(uid=twin.translation_key).exists()
    for page in [*twin.get_descendants().specific(), twin]:
        page.get_latest_revision().publish()
    assert [model.objects.count() for model in (Enrolment, LessonCompletion, Attempt)] == counts
    assert Activity.objects.filter(lesson__course__uid=twin.translation_key).count() == 2
    assert not LessonCompletion.objects.filter(lesson__course__uid=twin.translation_key).exists()


def test_a_copy_of_a_copy_and_a_second_copy_find_free_names(taught):
    one, two = copied(taught), copied(taught)
    assert two.slug == f"{one.slug}-2"
    assert [one.code, two.code, copied(one, suffix="2028").code] == ["B02", "B03", "B04"]


def test_a_draft_with_a_gap_can_be_copied(taught):
    lesson = lessons_of(taught)[2]
    value = {"media": None, "title": "Talk", "transcript": ""}
    lesson.body = [{"type": "audio", "value": value, "id": block_id("audio")}]
    lesson.save_revision(clean=False)
    assert lessons_of(copied(taught))[2].body[0].block_type == "audio"


def test_work_cut_short_goes_on_where_it_stopped_and_makes_nothing_twice(taught, monkeypatch):
    copy = begin_copy(course=taught, suffix="2027", by=None, now=clock.now())
    seen = []

    def cut(page, pointer):
        seen.append(page.pk)
        raise OperationalError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("cms.copying.course.keep_first_revision", cut)
        with pytest.raises(OperationalError):
            carry_out(pk=copy.pk, now=clock.now())
    pages = Page.objects.count()
    assert seen
    assert carry_out_due(now=clock.now()) == 0  # It may still be under way elsewhere.
    assert carry_out_due(now=clock.now() + timedelta(minutes=4)) == 1
    assert Page.objects.count() == pages
    assert Quiz.objects.count() == 2
    assert last().state == "done"
    assert carry_out_due(now=clock.now() + timedelta(hours=1)) == 0


def test_the_queries_for_a_lesson_are_the_same_in_a_long_course():
    def cost(lessons):
        page = make_course(modules=1, lessons=lessons, title=f"Course of {lessons}")
        copy = begin_copy(course=page, suffix="2027", by=None, now=clock.now())
        with CaptureQueriesContext(connection) as queries:
            assert carry_out(pk=copy.pk, now=clock.now())
        return len(queries)

    cost(1)
    few, more, most = cost(2), cost(4), cost(8)
    assert (most - more) / 4 == (more - few) / 2


# --- Asking for it ---------------------------------------------------------------------------


def test_an_editor_asks_for_a_copy_and_sees_what_was_copied(
    client, edith, taught, django_capture_on_commit_callbacks
):
    client.force_login(edith)
    address = reverse("own:copy-course", args=[taught.pk])
    assert address in client.get(reverse("wagtailadmin_explore", args=[taught.pk])).text
    with django_capture_on_commit_callbacks() as bells:
        answer = client.post(address, {"suffix": "2027"})
    assert answer.status_code == 303
    assert len(bells) == 1
    assert "0 of 9 pages copied" in client.get(answer["Location"]).text
    carry_out(pk=last().pk, now=clock.now())
    page = client.get(answer["Location"]).text
    assert "The course was copied" in page
    assert client.get(reverse("own:copy-course", args=[taught.pk])).status_code == 200


def test_an_empty_or_endless_addition_is_refused(client, edith, taught):
    client.force_login(edith)
    for suffix in ("", " ", "x" * 41):
        answer = client.post(reverse("own:copy-course", args=[taught.pk]), {"suffix": suffix})
        assert answer.status_code == 200
    assert not CourseCopy.objects.exists()


def test_who_may_not_add_a_course_may_not_copy_one(
    client, taught, edith, omar, django_capture_on_commit_callbacks
):
    copy = begin_copy(course=taught, suffix="2027", by=edith, now=clock.now())
    tomas = UserFactory(email="tomas@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        grant_teaching(user=tomas, course=Course.objects.get(uid=taught.translation_key))
    lesson = lessons_of(taught)[0]
    for user in (tomas, omar):
        client.force_login(user)
        for pk in (taught.pk, lesson.pk, 999_999):
            address = reverse("own:copy-course", args=[pk])
            assert client.get(address).status_code == 404
            assert client.post(address, {"suffix": "2027"}).status_code == 404
        assert client.get(reverse("own:copy", args=[copy.uid])).status_code == 404
    assert CourseCopy.objects.count() == 1


def test_the_command_copies_here_and_now(taught, capsys):
    call_command("copy_course", "B01", suffix="2027")
    assert "lessons: 6" in capsys.readouterr().out
    for wrong in ("B99", "x"):
        with pytest.raises(CommandError):
            call_command("copy_course", wrong, suffix="2027")
