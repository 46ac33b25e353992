"""What learning does when something happened on the floor below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from courses.models import Course
from courses.signals import outline_published
from foundation import clock
from learning.services import pin_begun


@receiver(outline_published, dispatch_uid="learning.pin_a_course_that_came_late")
def pin_a_course_that_came_late(sender: Any, course_id: int, **_: Any) -> None:
    """Pin a course published for the first time while dated cohorts are under way.

    Otherwise every later edit of that one course would change what counts for them (ADR 0001).
    """
    programme = Course.objects.values_list("programme", flat=True).get(pk=course_id)
    pin_begun(now=clock.now(), programme_id=programme)
