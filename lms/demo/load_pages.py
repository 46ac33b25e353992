"""The demo's page tree in its source language, made with Wagtail's own calls."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import (
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    Organisation,
    ProgrammeIndexPage,
    ProgrammePage,
    Speaker,
    StandardPage,
)
from cms.services import recording_later
from lms.demo.lesson_blocks import body_of
from lms.demo.load_files import picture
from lms.demo.paths import CONTENT
from lms.demo.reading import OTHERS, SOURCE, block_id, course_folders, html, lessons_of, read

PROGRAMME_CODE = "MGDE"
PROGRAMME_SLUG = "migration-governance-diaspora-engagement"

Fields = dict[str, Any]


@transaction.atomic
def load_site() -> None:
    """Make the languages, the home page, the catalogue and the plain pages."""
    for code in (SOURCE, *OTHERS):
        Locale.objects.get_or_create(language_code=code)
    site = read(CONTENT / "site.yaml")
    welcome = Page.objects.filter(depth=2, content_type__model="page", slug="home")
    welcome.update(slug="welcome")
    home = put(HomePage, Page.get_first_root_node(), "home", home_fields(site, SOURCE))
    _serve(home)
    put(ProgrammeIndexPage, home, "programmes", index_fields(site, SOURCE))
    for slug, row in read(CONTENT / "pages.yaml").items():
        put(StandardPage, home, slug, standard_fields(slug, row, SOURCE))


def _serve(home: HomePage) -> None:
    """Let the default site begin at our home, and take Wagtail's welcome page away."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    site.hostname, site.root_page = site.hostname or "localhost", home
    site.save()
    if welcome is not None and welcome.pk != home.pk and welcome.depth > 1:
        Page.objects.get(pk=welcome.pk).delete()


@transaction.atomic
def load_programme_pages() -> None:
    """Make the programme, its eleven blocks, their modules and lessons; then record outlines."""
    site = read(CONTENT / "site.yaml")
    index = ProgrammeIndexPage.objects.get(locale__language_code=SOURCE)
    with recording_later():
        programme = put(ProgrammePage, index, PROGRAMME_SLUG, programme_fields(site, SOURCE))
        for folder in course_folders():
            _load_course(programme, folder)


def _load_course(programme: ProgrammePage, folder: Any) -> None:
    course = read(folder / "course.yaml")
    page = put(CoursePage, programme, course["slug"], course_fields(course, SOURCE))
    modules = {
        module["slug"]: put(ModulePage, page, module["slug"], {"title": module["title"]})
        for module in course["modules"]
    }
    for module, lesson in lessons_of(folder, course):
        parent = modules[module["slug"]]
        put(LessonPage, parent, lesson["slug"], lesson_fields(lesson, course["code"]))


def put(model: Any, parent: Page, slug: str, fields: Fields) -> Any:
    """Make a page below another or bring it up to date, and publish it.

    Its translation key is made of its place, so that the same page is the same at every load. A
    page that says already what it should is left alone.
    """
    above = "root" if parent.is_root() else parent.translation_key
    key = UUID(block_id("page", above, slug))
    page = model.objects.filter(translation_key=key, locale__language_code=SOURCE).first()
    if page is None:
        page = model(
            slug=slug,
            translation_key=key,
            locale=Locale.objects.get(language_code=SOURCE),
            **fields,
        )
        parent.add_child(instance=page)
    elif all(_same(page, name, value) for name, value in fields.items()):
        return page
    else:
        for name, value in fields.items():
            setattr(page, name, value)
    page.save_revision(log_action=False).publish(log_action=False)
    page.refresh_from_db()
    return page


def _same(page: Page, name: str, value: Any) -> bool:
    field = page._meta.get_field(name)
    fresh = type(page)(**{name: value})
    return bool(field.value_to_string(page) == field.value_to_string(fresh))


# --- What each kind of page says, in a language --------------------------------------------


def home_fields(site: Fields, code: str) -> Fields:
    """Return the home page's words."""
    home = site["home"]
    return {
        "title": home["title"][code],
        "lede": home["lede"][code],
        "body": html(home["body"][code]),
    }


def index_fields(site: Fields, code: str) -> Fields:
    """Return the catalogue's words."""
    index = site["programmes_index"]
    return {"title": index["title"][code], "lede": index["lede"][code]}


def standard_fields(slug: str, row: Fields, code: str) -> Fields:
    """Return a plain page's words."""
    text = {"type": "text", "id": block_id("standard", slug), "value": html(row["body"][code])}
    return {"title": row["title"][code], "body": [text]}


def programme_fields(site: Fields, code: str) -> Fields:
    """Return the programme's words and figures."""
    row = site["programme"]
    groups = [
        {"type": "group", "id": block_id("for-whom", number), "value": group[code]}
        for number, group in enumerate(row["for_whom"])
    ]
    bodies = Organisation.objects.filter(locale__language_code=SOURCE).order_by("pk")
    organisations = [
        {"type": "organisation", "id": block_id("organisation", body.slug), "value": body.pk}
        for body in bodies
    ]
    return {
        "title": row["title"][code],
        "code": PROGRAMME_CODE,
        "hours": row["hours_total"],
        "subtitle": row["subtitle"][code],
        "summary": row["summary"][code].strip(),
        "leads_to": row["leads_to"][code].strip(),
        "for_whom": groups,
        "how_it_works": html(row["how_it_works"][code]),
        "certificate_rules": html(row["certificate_rules"][code]),
        "certificate_picture": picture("figures", "certificate.webp"),
        "languages_note": row["languages"][code].strip(),
        "organisations": organisations,
    }


def course_fields(course: Fields, code: str) -> Fields:
    """Return a course's words; organisation and lecturer are those of the language."""
    outcomes = [
        {"type": "outcome", "id": block_id("outcome", course["code"], number), "value": text}
        for number, text in enumerate(course.get("outcomes", []))
    ]
    fields = {"title": course["title"], "summary": course["summary"].strip(), "outcomes": outcomes}
    if code != SOURCE:
        return fields
    source = {"locale__language_code": SOURCE}
    return {
        **fields,
        "code": course["code"],
        "hours": course["hours"],
        "organisation": Organisation.objects.get(slug=course["partner"], **source),
        "lecturer": Speaker.objects.get(slug=course["lecturer"], **source),
    }


def lesson_fields(lesson: Fields, course_code: str) -> Fields:
    """Return a lesson's words and body."""
    return {
        "title": lesson["title"],
        "summary": lesson["summary"].strip(),
        "minutes": lesson["minutes"],
        "required": lesson["required"],
        "body": body_of(lesson, course_code),
    }
