"""Granting and revoking roles: one group for each programme or course and role (guardian).

guardian's object permissions on the group are the one source of truth; ``cms`` derives Wagtail's
page permissions from them, and ``User.is_staff`` only shows the links.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from guardian.shortcuts import assign_perm

from accounts.models import User
from courses.models import Course, Programme
from courses.signals import teaching_changed

ROLE_PREFIX = "role:"


def administrators_of(programme: Programme) -> Group:
    """Return the group of a programme's administrators, made with its permission if need be."""
    group, is_new = Group.objects.get_or_create(
        name=f"{ROLE_PREFIX}administrators:{programme.uid}"
    )
    if is_new:
        assign_perm("courses.administer_programme", group, programme)
    return group


def instructors_of(course: Course) -> Group:
    """Return the group of a course's instructors, made with its permission if need be."""
    group, is_new = Group.objects.get_or_create(name=f"{ROLE_PREFIX}instructors:{course.uid}")
    if is_new:
        assign_perm("courses.teach_course", group, course)
    return group


def administers(user: User) -> bool:
    """Tell whether the person administers any programme (1 query)."""
    return Programme.objects.visible_to(user).exists()


@transaction.atomic
def grant_administration(*, user: User, programme: Programme) -> None:
    """Let the person run the programme's cohorts and awards, at once."""
    user.groups.add(administrators_of(programme))
    _show_desk(user)


@transaction.atomic
def revoke_administration(*, user: User, programme: Programme) -> None:
    """Take the programme's administration from the person, at once."""
    user.groups.remove(administrators_of(programme))
    _show_desk(user)


@transaction.atomic
def grant_teaching(*, user: User, course: Course) -> None:
    """Let the person write the course and mark its work; sends ``teaching_changed``."""
    user.groups.add(instructors_of(course))
    _show_desk(user)
    _announce(course, user)


@transaction.atomic
def revoke_teaching(*, user: User, course: Course) -> None:
    """Take the course from the person, at once; sends ``teaching_changed``."""
    user.groups.remove(instructors_of(course))
    _show_desk(user)
    _announce(course, user)


def _show_desk(user: User) -> None:
    works_here = user.groups.filter(name__startswith=ROLE_PREFIX).exists()
    if user.is_staff != works_here:
        user.is_staff = works_here
        user.save(update_fields=["is_staff"])


def _announce(course: Course, user: User) -> None:
    transaction.on_commit(
        lambda: teaching_changed.send(sender=Course, course_id=course.pk, user_id=user.pk)
    )
