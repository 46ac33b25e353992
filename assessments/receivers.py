"""What assessments do when something happened on the floors below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from assessments.services import give_to_course
from courses.signals import outline_published


@receiver(outline_published, dispatch_uid="assessments.own_what_stands_in_a_course")
def own_what_stands_in_a_course(sender: Any, course_id: int, **_: Any) -> None:
    """Let the published course own its quizzes and assignments, for its instructors' rights."""
    give_to_course(course_id=course_id)
