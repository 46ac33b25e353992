"""The demo's pages in French, Spanish and Arabic: all public pages, and block 1 whole.

Each page is translated in a transaction of its own: wagtail-localize publishes after the commit,
and a parent published after its children came would forget that it has any.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wagtail.models import Page

from cms.models import (
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    ProgrammeIndexPage,
    ProgrammePage,
    StandardPage,
)
from cms.services import recording_later
from lms.demo.load_pages import (
    course_fields,
    home_fields,
    index_fields,
    lesson_fields,
    programme_fields,
    standard_fields,
)
from lms.demo.localising import translate
from lms.demo.paths import CONTENT
from lms.demo.reading import OTHERS, SOURCE, course_folders, lessons_of, read, read_if_there

Fields = dict[str, Any]


def load_translations() -> None:
    """Translate what was written in other languages, a language at a time."""
    for code in OTHERS:
        with recording_later():
            _site(code)
            _courses(code)
            for folder in course_folders(code):
                _lessons(folder, code)


def _site(code: str) -> None:
    site = read(CONTENT / "site.yaml")
    _put(_source(HomePage), home_fields(site, code), code)
    _put(_source(ProgrammeIndexPage), index_fields(site, code), code)
    for slug, row in read(CONTENT / "pages.yaml").items():
        _put(_source(StandardPage, slug=slug), standard_fields(slug, row, code), code)
    _put(_source(ProgrammePage), programme_fields(site, code), code)


def _courses(code: str) -> None:
    """Translate each course's page and the names of its modules."""
    words = read_if_there(CONTENT / code / "courses.yaml") or {}
    for course_code, row in words.items():
        page = _source(CoursePage, code=course_code)
        whole = read_if_there(CONTENT / code / _folder(course_code).name / "course.yaml")
        _put(page, course_fields(whole or {**row, "code": course_code}, code), code)
        for slug, title in (row.get("modules") or {}).items():
            module = ModulePage.objects.child_of(page).get(slug=slug)
            _put(module, {"title": title}, code)


def _lessons(folder: Path, code: str) -> None:
    """Translate the lessons of a course that was written in the language."""
    course = read(folder / "course.yaml")
    page = _source(CoursePage, code=course["code"])
    for _, lesson in lessons_of(folder, course):
        source = LessonPage.objects.descendant_of(page).get(slug=lesson["slug"])
        _put(source, lesson_fields(lesson, course["code"]), code)


def _folder(course_code: str) -> Path:
    return next(
        folder
        for folder in course_folders()
        if read(folder / "course.yaml")["code"] == course_code
    )


def _source(model: Any, **which: Any) -> Any:
    return model.objects.get(locale__language_code=SOURCE, **which)


def _put(source: Page, fields: Fields, code: str) -> None:
    """Translate one page; fields that are not words stay those of the source."""
    twin = type(source)(slug=source.slug, **fields)
    translate(source, twin, code)
