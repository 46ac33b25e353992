"""A page that some people could not see or hear stays a draft, whichever door is tried."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from cms.gaps import PageHasGaps
from cms.models import LessonPage
from foundation import clock
from tests.cms.editing import (
    PUBLISH,
    audio,
    figure,
    make_document,
    make_picture,
    send,
    text,
    video,
)
from tests.factories.pages import block_id

pytestmark = pytest.mark.django_db


def words_of(answer) -> str:
    return answer.content.decode()


def fresh(page) -> LessonPage:
    return LessonPage.objects.get(pk=page.pk)


GAPS = {
    "figure": (figure, "say in words what the picture shows"),
    "video": (video, "add captions or a transcript"),
    "audio": (audio, "add a transcript"),
}


@pytest.mark.parametrize("kind", GAPS)
def test_a_page_with_a_gap_is_not_published_and_the_place_is_named(edith_in, lesson, kind):
    make, advice = GAPS[kind]
    before = fresh(lesson).body.raw_data[0]["value"]
    answer = send(edith_in, lesson, text("<h2>Who counts</h2><p>A</p>"), make(), **PUBLISH)
    assert answer.status_code == 200
    place = f"Block 2 ({kind.capitalize()}, under “Who counts”)"
    told = answer.context["form"].errors["body"].data[0].non_block_errors
    assert place in told[0]
    assert advice in told[0]
    assert advice in words_of(answer)
    assert fresh(lesson).body.raw_data[0]["value"] == before
    assert fresh(lesson).latest_revision is None


@pytest.mark.parametrize("kind", GAPS)
def test_a_draft_with_a_gap_is_kept_though_the_page_is_live(edith_in, lesson, kind):
    assert lesson.live
    answer = send(edith_in, lesson, GAPS[kind][0]())
    assert answer.status_code == 302
    draft = fresh(lesson).get_latest_revision_as_object()
    assert [child.block_type for child in draft.body] == [kind]
    assert [child.block_type for child in fresh(lesson).body] == ["text"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: figure(alt="A map of two rivers."),
        lambda: figure(decorative="on"),
        lambda: video(transcript="What is said."),
        lambda: video(captions=make_document().pk),
        lambda: audio(transcript="What is said."),
    ],
)
def test_a_page_without_gaps_is_published(edith_in, lesson, make):
    block = make()
    assert send(edith_in, lesson, block, **PUBLISH).status_code == 302
    assert [child.block_type for child in fresh(lesson).body] == [block[0]]


def test_captions_are_a_webvtt_file(edith_in, lesson):
    answer = send(edith_in, lesson, video(captions=make_document("talk.pdf").pk), **PUBLISH)
    assert "WebVTT" in words_of(answer)
    assert fresh(lesson).latest_revision is None


def test_a_decorative_picture_is_passed_over_even_if_words_are_left(edith_in, lesson):
    send(edith_in, lesson, figure(alt="Old words", decorative="on"), **PUBLISH)
    [child] = fresh(lesson).body
    html = child.block.render(child.value)
    assert 'alt=""' in html
    assert "Old words" not in html


def test_a_page_with_a_gap_is_not_scheduled(edith_in, lesson):
    lesson.unpublish()
    when = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    answer = send(edith_in, lesson, figure(), go_live_at=when, **PUBLISH)
    assert answer.status_code == 200
    assert fresh(lesson).scheduled_revision is None
    answer = send(edith_in, lesson, figure(alt="A map."), go_live_at=when, **PUBLISH)
    assert answer.status_code == 302
    assert fresh(lesson).scheduled_revision is not None


def draft_with_gap(page) -> LessonPage:
    page = fresh(page)
    value = {"image": make_picture().pk, "alt": "", "decorative": False}
    page.body = [{"type": "figure", "value": value, "id": block_id("figure")}]
    page.save_revision(clean=False)
    return page


def test_no_code_publishes_a_gap(lesson):
    draft = draft_with_gap(lesson)
    with pytest.raises(PageHasGaps, match=r"Block 1 \(Figure\)"):
        draft.get_latest_revision().publish()
    assert [child.block_type for child in fresh(lesson).body] == ["text"]


def test_many_pages_at_once_are_published_all_or_none(edith_in, lesson, course_page):
    good = LessonPage.objects.order_by("path")[1]
    good.title = "Better"
    good.save_revision()
    draft_with_gap(lesson)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = edith_in.post(f"{address}?id={good.pk}&id={lesson.pk}")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "was not published" in words_of(edith_in.get(answer["Location"]))
    assert fresh(good).title != "Better"


@pytest.fixture
def review(edith, course_page):
    """A review by the editors, for the whole course."""
    task = GroupApprovalTask.objects.create(name="Look")
    task.groups.set(Group.objects.filter(user=edith))
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=course_page)
    return workflow


def test_a_page_with_a_gap_is_not_sent_to_review(edith_in, lesson, review):
    submit = {"action-submit": "action-submit"}
    assert send(edith_in, lesson, audio(), **submit).status_code == 200
    assert not fresh(lesson).workflow_in_progress
    assert send(edith_in, lesson, audio(transcript="Said."), **submit).status_code == 302
    assert fresh(lesson).workflow_in_progress


@pytest.mark.parametrize("days", [None, 1])
def test_a_review_does_not_let_a_gap_pass_that_came_on_the_way(
    edith, edith_in, lesson, review, days
):
    page = fresh(lesson)
    page.save_revision()
    review.start(page, edith)
    changed = draft_with_gap(lesson)
    if days:
        changed.go_live_at = clock.now() + timedelta(days=days)
        changed.save_revision(clean=False)
    state = fresh(lesson).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    answer = edith_in.post(address)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "Block 1 (Figure)" in words_of(edith_in.get(answer["Location"]))
    assert fresh(lesson).workflow_in_progress
    assert fresh(lesson).scheduled_revision is None
    assert [child.block_type for child in fresh(lesson).body] == ["text"]
    answer = edith_in.post(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json()["redirect"].endswith("/edit/")
