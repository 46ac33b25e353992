"""Facts about review: an author hands in, an editor reads, approves or sends back."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from cms.models import LessonPage
from cms.roles import make_editor
from courses.models import Lesson
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(lesson, edith, tomas, django_capture_on_commit_callbacks):
    """A lesson whose new title waits for review."""
    lesson.title = "What Tomás wrote"
    lesson.save_revision(user=tomas)
    workflow = lesson.get_workflow()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.start(lesson, tomas)
    return lesson


def decide(client, page, action, comment=""):
    task = page.current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk])
    return client.post(path, {"comment": comment})


def test_what_is_handed_in_is_not_live_and_the_editors_get_a_mail(handed_in, edith):
    assert handed_in.current_workflow_task.name == "Review by an editor"
    assert LessonPage.objects.get(pk=handed_in.pk).title == "Lesson 1"
    assert [letter.to for letter in mail.outbox] == [[edith.email]]


def test_an_editor_approves_and_it_is_published(client, handed_in, edith):
    client.force_login(edith)
    decide(client, handed_in, "approve")
    assert LessonPage.objects.get(pk=handed_in.pk).title == "What Tomás wrote"
    row = Lesson.objects.get(uid=handed_in.translation_key)
    assert row.title_in("en").text == "What Tomás wrote"


def test_an_editor_sends_it_back_with_a_comment(client, handed_in, edith):
    client.force_login(edith)
    decide(client, handed_in, "reject", "Which year is this figure from?")
    assert LessonPage.objects.get(pk=handed_in.pk).title == "Lesson 1"
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert TaskState.objects.get().comment == "Which year is this figure from?"


def test_an_author_does_not_approve_their_own(client, handed_in, tomas):
    client.force_login(tomas)
    decide(client, handed_in, "approve")
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_making_another_editor_changes_nothing(edith, lesson):
    make_editor(user=UserFactory())
    task = lesson.get_workflow().tasks.get().specific
    assert task.groups.count() == 1
