"""Background work of the CMS; each task is idempotent and finds its work itself."""

from __future__ import annotations

import logging

from celery import shared_task
from django.core.management import call_command

from cms import copying
from cms.models import CoursePage, ProgrammePage
from cms.services import bring_in_line, pages_changed, record_programme_page
from courses.models import Course
from foundation import clock

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def publish_scheduled() -> None:
    """Publish and withdraw what authors have set a time for."""
    call_command("publish_scheduled")


@shared_task(ignore_result=True)
def check_outlines() -> int:
    """Compare every course with its pages and mend what a missed signal left behind."""
    for page in ProgrammePage.objects.live().filter(alias_of__isnull=True):
        record_programme_page(page=page)
    keys = set(CoursePage.objects.live().values_list("translation_key", flat=True))
    keys |= set(Course.objects.active().values_list("uid", flat=True))
    mended = bring_in_line(keys=keys)
    if mended:
        logger.warning("outlines mended", extra={"courses": mended})
        pages_changed()
    return mended


@shared_task(ignore_result=True)
def copy_course(pk: int) -> None:
    """Copy one course if it is due. Idempotent: the row is claimed first, pages are made once."""
    copying.carry_out(pk=pk, now=clock.now())


@shared_task(ignore_result=True)
def copy_due_courses() -> None:
    """Copy whatever is due: it answers every lost doorbell and goes on with work cut short."""
    copying.carry_out_due(now=clock.now())
