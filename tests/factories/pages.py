"""Small trees of pages, made through Wagtail's own doors."""

from __future__ import annotations

import uuid
from typing import Any

from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from assessments.models import Quiz
from cms.models import (
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    ProgrammeIndexPage,
    ProgrammePage,
)
from cms.services import bring_in_line, pages_changed
from foundation import clock

NAMESPACE = uuid.UUID("5f0c1a52-6f3e-4c7d-9a53-3a7f4f0e8a10")


def locale(code: str = "en") -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def grow(parent: Page, page: Page, *, live: bool = True) -> Any:
    """Add a page below another and publish it as an editor would (or leave it a draft)."""
    page.locale = parent.locale if parent.depth > 1 else page.locale
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def plant(parent: Page, page: Page) -> Any:
    """Add a live page without revision and signals, for trees that are recorded as a whole."""
    page.locale = parent.locale
    page.first_published_at = page.last_published_at = clock.now()
    with disable_reference_index_auto_update():
        return parent.add_child(instance=page)


def make_home(code: str = "en") -> HomePage:
    """Return the home page of a language; the English one is the site's root."""
    found = HomePage.objects.filter(locale__language_code=code).first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    root.get_children().filter(slug="home").exclude(pk__in=HomePage.objects.all()).delete()
    root = Page.objects.get(depth=1)
    home = HomePage(title="Home", slug=f"home-{code}", lede="Welcome", locale=locale(code))
    if code != "en":
        home.translation_key = make_home("en").translation_key
        root = Page.objects.get(depth=1)
    home = grow(root, home)
    if code == "en":
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
    return home


def make_index(code: str = "en") -> ProgrammeIndexPage:
    home = make_home(code)
    found = ProgrammeIndexPage.objects.child_of(home).first()
    return found or grow(home, ProgrammeIndexPage(title="Programmes", slug="programmes"))


def make_programme(code: str = "P1", **fields: Any) -> ProgrammePage:
    values = {"title": f"Programme {code}", "slug": code.lower(), "summary": "What it is."}
    return grow(make_index(), ProgrammePage(code=code, **{**values, **fields}))


def make_course(
    programme: ProgrammePage | None = None, *, modules: int = 1, lessons: int = 3, **fields: Any
) -> CoursePage:
    """Return a published course; ``lessons`` is the number in each module."""
    programme = programme or ProgrammePage.objects.first() or make_programme()
    programme = ProgrammePage.objects.get(pk=programme.pk)
    number = programme.numchild + 1
    values = {"title": f"Course {number}", "slug": f"course-{number}", "hours": 4}
    course = plant(programme, CoursePage(**{**values, **fields}))
    for place in range(1, modules + 1):
        module = plant(course, ModulePage(title=f"Module {place}", slug=f"module-{place}"))
        for count in range(1, lessons + 1):
            plant(module, LessonPage(**lesson_fields(count)))
    bring_in_line(keys=[course.translation_key])
    pages_changed()
    return CoursePage.objects.get(pk=course.pk)


def lesson_fields(number: int) -> dict[str, Any]:
    slug = f"lesson-{number}-{uuid.uuid4().hex[:6]}"
    return {
        "title": f"Lesson {number}",
        "slug": slug,
        "summary": "In short.",
        "body": [text_block(f"Words of {slug}.")],
    }


def make_module(course: CoursePage, number: int | None = None) -> ModulePage:
    course = CoursePage.objects.get(pk=course.pk)
    number = number or course.numchild + 1
    return grow(course, ModulePage(title=f"Module {number}", slug=f"module-{number}"))


def make_lesson(module: ModulePage, *, live: bool = True, **fields: Any) -> LessonPage:
    module = ModulePage.objects.get(pk=module.pk)
    values = {**lesson_fields(module.numchild + 1), **fields}
    return grow(module, LessonPage(**values), live=live)


def text_block(words: str, key: str = "text") -> dict[str, Any]:
    return {"type": "text", "value": f"<p>{words}</p>", "id": block_id(key)}


def quiz_block(quiz: Quiz, key: str = "quiz", *, required: bool = True) -> dict[str, Any]:
    value = {"target": str(quiz.uid), "required": required}
    return {"type": "quiz", "value": value, "id": block_id(key)}


def block_id(key: str) -> str:
    return str(uuid.uuid5(NAMESPACE, key))


def make_quiz(slug: str = "quiz") -> Quiz:
    return Quiz.objects.create(slug=slug, titles={"en": f"Quiz {slug}"})


def republish(page: Page, **changes: Any) -> Any:
    """Change fields of a page and publish the change."""
    page = page.specific_class.objects.get(pk=page.pk)
    for field, value in changes.items():
        setattr(page, field, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)
