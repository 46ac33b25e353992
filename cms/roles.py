"""Who may write what in the CMS: Wagtail's permissions follow from our roles, never set by hand.

An instructor writes the pages of a course in every language, with a collection of pictures,
files and recordings of its own. An editor writes everything. Neither sees a learner's data.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import page_permission_policy

from accounts.models import User
from cms.models import CoursePage
from cms.review import set_review_by
from courses.models import Course
from courses.roles import ROLE_PREFIX

EDITORS = f"{ROLE_PREFIX}editors"
_ENTRY = (("wagtailadmin", "access_admin"), ("wagtail_localize", "submit_translation"))
_LIBRARY = (
    *(("wagtailimages", f"{act}_image") for act in ("add", "change", "choose")),
    *(("wagtaildocs", f"{act}_document") for act in ("add", "change", "choose")),
    *(("wagtailmedia", f"{act}_media") for act in ("add", "change")),
)
_SNIPPETS = tuple(
    ("cms", f"{act}_{name}")
    for act in ("add", "change", "delete", "view")
    for name in ("glossaryterm", "keyfact", "organisation", "speaker")
)
_WRITE = ("add", "change", "publish", "bulk_delete")


@transaction.atomic
def make_editor(*, user: User) -> None:
    """Let the person write all that the CMS holds, and review what others hand in."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(_permissions([*_ENTRY, *_SNIPPETS]))
    _let_write(group, Page.objects.filter(depth=1), (*_WRITE, "lock", "unlock"))
    _let_use(group, Collection.get_first_root_node())
    set_review_by(group)
    user.groups.add(group)
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


@transaction.atomic
def fit_instructors(*, course: Course) -> None:
    """Bring the Wagtail permissions of a course's instructors in line with the course's pages.

    Called when somebody is given or loses the course, and when a page of the course is published
    (a new language has a page of its own). Safe to repeat; nothing where nobody ever taught it.
    """
    group = Group.objects.filter(name=f"{ROLE_PREFIX}instructors:{course.uid}").first()
    if group is None:
        return
    group.permissions.set(_permissions(_ENTRY))
    pages = CoursePage.objects.filter(translation_key=course.uid)
    GroupPagePermission.objects.filter(group=group).exclude(page__in=pages).delete()
    _let_write(group, pages, _WRITE)
    _let_use(group, _collection_of(group, course))


def _permissions(names: Iterable[tuple[str, str]]) -> list[Permission]:
    wanted = Q()
    for app, codename in names:
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _let_write(group: Group, pages: Iterable[Page], acts: Iterable[str]) -> None:
    permissions = _permissions([("wagtailcore", f"{act}_page") for act in acts])
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page_id=page.pk, permission=permission)
            for page in pages
            for permission in permissions
        ],
        ignore_conflicts=True,
    )


def _let_use(group: Group, collection: Collection) -> None:
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in _permissions(_LIBRARY)
        ],
        ignore_conflicts=True,
    )


def _collection_of(group: Group, course: Course) -> Collection:
    """Return the course's collection, found by the group's rights; made where there is none."""
    held = GroupCollectionPermission.objects.filter(group=group).select_related("collection")
    if (found := held.first()) is not None:
        return found.collection
    name = f"{course.code} {course.title_in(course.source_language)}"[:255]
    return Collection.get_first_root_node().add_child(name=name)


def writes_everything(user: User | AnonymousUser) -> bool:
    """Tell whether the person may edit the whole tree."""
    root = Page.get_first_root_node()
    return bool(page_permission_policy.user_has_permission_for_instance(user, "change", root))


def may_copy(user: User | AnonymousUser, page: Page) -> bool:
    """Tell whether the person may copy a whole course: edit it, and add one beside it."""
    if page.specific_class is not CoursePage or not page.permissions_for_user(user).can_edit():
        return False
    return bool(page.get_parent().permissions_for_user(user).can_add_subpage())
