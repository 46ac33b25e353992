"""Sets of outline rows, and which of them a person may see at the desk."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from guardian.shortcuts import get_objects_for_user

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class OutlineQuerySet(models.QuerySet):
    """Sets of rows that can be retired."""

    def active(self) -> OutlineQuerySet:
        """Rows that stand in the outline today."""
        return self.filter(retired_at__isnull=True)


class ActivityQuerySet(OutlineQuerySet):
    """Sets of activities."""


class ProgrammeQuerySet(OutlineQuerySet):
    """Sets of programmes."""

    def stamp(self) -> None:
        """Give each programme a new stamp, because what it is made of has changed."""
        for pk in list(self.values_list("pk", flat=True)):
            self.filter(pk=pk).update(stamp=uuid.uuid4())

    def visible_to(self, user: User | AnonymousUser) -> ProgrammeQuerySet:
        """Programmes the person administers (guardian, on the row; 1 to 3 queries)."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        allowed: Any = get_objects_for_user(
            user, "courses.administer_programme", self, accept_global_perms=False
        )
        return cast("ProgrammeQuerySet", allowed)


class CourseQuerySet(OutlineQuerySet):
    """Sets of courses."""

    def visible_to(self, user: User | AnonymousUser) -> CourseQuerySet:
        """Courses the person teaches, or that belong to a programme the person administers."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        model: Any = self.model
        taught: Any = get_objects_for_user(
            user, "courses.teach_course", model.objects.all(), accept_global_perms=False
        )
        programmes: Any = model._meta.get_field("programme").related_model
        run = programmes.objects.visible_to(user)
        return self.filter(
            models.Q(pk__in=taught.values("pk")) | models.Q(programme__in=run.values("pk"))
        )
