"""What follows from publishing, moving and deleting pages, and from editing shared words."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtailmedia.models import Media

from cms import pictures, roles, services
from cms.models import CoursePage, GlossaryTerm, KeyFact, Organisation, ProgrammePage, Speaker
from cms.outline import course_keys_of
from courses.models import Course
from courses.signals import teaching_changed
from learning.models import Cohort


@receiver(page_published)
@receiver(page_unpublished)
def page_came_or_went(sender: Any, instance: Page, **_: Any) -> None:
    """Record the programme or the course that the page belongs to; then let caches look again."""
    if isinstance(instance, ProgrammePage) and instance.live:
        services.record_programme_page(page=instance)
    services.bring_in_line(keys=course_keys_of(instance))
    services.pages_changed()
    if isinstance(instance, CoursePage):
        for course in Course.objects.filter(uid=instance.translation_key):
            roles.fit_instructors(course=course)


@receiver(teaching_changed)
def teaching_was_changed(sender: Any, course_id: int, **_: Any) -> None:
    """Let the instructors write the course's pages, and those who no longer are one not."""
    roles.fit_instructors(course=Course.objects.get(pk=course_id))


@receiver(post_page_move)
def page_was_moved(
    sender: Any, instance: Page, parent_page_before: Page, parent_page_after: Page, **_: Any
) -> None:
    """Record the courses the page left and entered; a moved course moves its neighbours."""
    keys = course_keys_of(parent_page_before) | course_keys_of(parent_page_after)
    if not keys:
        for parent in (parent_page_before, parent_page_after):
            beside = CoursePage.objects.child_of(parent)
            keys |= set(beside.values_list("translation_key", flat=True))
    services.bring_in_line(keys=keys)
    services.pages_changed()


@receiver(post_delete, sender=Page)
def page_was_deleted(sender: Any, instance: Page, **_: Any) -> None:
    """Record or retire, once the whole branch is gone."""
    keys = course_keys_of(instance) or {instance.translation_key}
    transaction.on_commit(partial(_after_deletion, keys))


def _after_deletion(keys: set[UUID]) -> None:
    services.bring_in_line(keys=keys)
    services.pages_changed()


@receiver([post_save, post_delete], sender=GlossaryTerm)
@receiver([post_save, post_delete], sender=KeyFact)
@receiver([post_save, post_delete], sender=Speaker)
@receiver([post_save, post_delete], sender=Organisation)
@receiver([post_save, post_delete], sender=Image)
@receiver([post_save, post_delete], sender=Document)
@receiver([post_save, post_delete], sender=Media)
def shared_words_were_edited(sender: Any, **_: Any) -> None:
    """Show the new words wherever they are used."""
    services.shared_words_changed()


@receiver(post_save, sender=Image)
def picture_was_saved(sender: Any, instance: Image, **_: Any) -> None:
    """Make the light rendition and note the weight now, so that no visitor's GET has to."""
    pictures.prepare([instance])
    if instance.file_size is None:
        Image.objects.filter(pk=instance.pk).update(file_size=instance.file.size)


@receiver([post_save, post_delete], sender=Cohort)
def cohort_was_changed(sender: Any, **_: Any) -> None:
    """Show the new dates on the programme's page."""
    services.pages_changed()
