from __future__ import annotations

import re

import pytest
from django.urls import get_resolver, reverse
from wagtail.models import Collection
from wagtail_localize.models import Translation, TranslationSource

from cms.models import CoursePage, KeyFact, LessonPage
from cms.roles import writes_everything
from courses.models import Course
from courses.roles import revoke_teaching
from tests.factories.pages import locale, make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(course_page):
    return course_page


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_instructor_opens_the_own_course_and_its_lessons(tomas_in, own):
    assert tomas_in.get("/cms/").status_code == 200
    assert tomas_in.get(edit(own)).status_code == 200
    assert tomas_in.get(edit(LessonPage.objects.descendant_of(own).first())).status_code == 200


@pytest.mark.parametrize(
    "name", ["edit", "view_draft", "history", "delete", "copy", "move", "unpublish", "usage"]
)
def test_a08_pages_of_another_course_are_refused_and_not_named(tomas_in, foreign, name):
    lesson = LessonPage.objects.descendant_of(foreign).first()
    for page in (foreign, lesson):
        answer = tomas_in.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        assert answer.status_code in {302, 403, 404}
        assert "Foreign secret" not in answer.content.decode()


def admin_routes(resolver=None, prefix="/"):
    """Yield every address of the admin that takes nothing but whole numbers."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from admin_routes(entry, path)
        elif path.startswith("/cms/") and re.fullmatch(r"[\w/-]*(<int:\w+>[\w/-]*)*", path):
            yield path


def test_a08_no_address_of_the_admin_names_a_page_of_another_course(tomas_in, foreign):
    lesson = LessonPage.objects.descendant_of(foreign).first()
    CoursePage.objects.filter(pk=foreign.pk).update(draft_title="Foreign secret")
    type(lesson).objects.filter(pk=lesson.pk).update(title="Foreign lesson")
    paths = sorted(set(admin_routes()))
    assert len(paths) > 150
    for path in paths:
        for page in (foreign, lesson):
            answer = tomas_in.get(re.sub(r"<int:\w+>", str(page.pk), path))
            assert answer.status_code < 500, path
            told = answer.getvalue().decode(errors="replace")
            assert "Foreign secret" not in told, path
            assert "Foreign lesson" not in told, path


def test_a08_translations_of_another_course_are_closed(client, tomas_in, edith, foreign, own):
    make_home("fr")
    source, _ = TranslationSource.update_or_create_from_instance(foreign)
    translation = Translation.objects.create(source=source, target_locale=locale("fr"))
    names = (
        ("submit_page_translation", [foreign.pk]),
        ("update_translations", [source.pk]),
        ("preview_translation", [translation.pk]),
        ("download_pofile", [translation.pk]),
        ("translations_report", []),
    )
    for name, args in names:
        path = reverse(f"wagtail_localize:{name}", args=args)
        for answer in (tomas_in.get(path), tomas_in.post(path, {"locales": locale("fr").pk})):
            assert answer.status_code in {404, 405}, name
    assert not CoursePage.objects.filter(locale__language_code="fr").exists()
    mine = reverse("wagtail_localize:submit_page_translation", args=[own.pk])
    assert tomas_in.get(mine).status_code == 200
    client.force_login(edith)
    assert client.get(reverse("wagtail_localize:translations_report")).status_code == 200


def test_a09_a_crafted_preview_of_a_foreign_page_renders_nothing(tomas_in, foreign):
    path = reverse("wagtailadmin_pages:preview_on_edit", args=[foreign.pk])
    answer = tomas_in.post(path, {"title": "x", "slug": "x"})
    assert answer.status_code in {302, 403, 404}
    assert "Foreign secret" not in answer.content.decode()


def test_a10_choosers_show_only_what_can_be_found_in_the_explorer(tomas_in, own, foreign):
    programme = own.get_parent()
    paths = (
        reverse("wagtailadmin_choose_page_child", args=[programme.pk]),
        reverse("wagtailadmin_choose_page_child", args=[foreign.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=secret",
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={foreign.pk}",
    )
    for path in paths:
        assert "Foreign secret" not in tomas_in.get(path).content.decode()
    found = reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={own.pk}"
    assert own.title in tomas_in.get(found).content.decode()


def test_a10_the_admin_api_and_reports_name_no_foreign_page(tomas_in, foreign):
    listing = tomas_in.get("/cms/api/main/pages/?fields=*&limit=20")
    assert listing.status_code == 200
    assert "Foreign secret" not in listing.content.decode()
    assert tomas_in.get(f"/cms/api/main/pages/{foreign.pk}/").status_code == 404
    assert tomas_in.get(reverse("wagtailadmin_reports:page_types_usage")).status_code == 404
    for report in ("site_history", "aging_pages", "locked_pages"):
        answer = tomas_in.get(reverse(f"wagtailadmin_reports:{report}"))
        assert "Foreign secret" not in answer.content.decode()


def test_an_instructor_has_a_collection_and_no_other(tomas, own):
    names = set(Collection.objects.exclude(depth=1).values_list("name", flat=True))
    assert len(names) == 1
    groups = tomas.groups.get().collection_permissions.all()
    assert {row.collection.name for row in groups} == names


def test_teaching_taken_away_ends_the_right_at_once(
    tomas, tomas_in, own, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        revoke_teaching(user=tomas, course=Course.objects.get(uid=own.translation_key))
    assert tomas_in.get(edit(own)).status_code == 404
    assert tomas_in.get("/cms/").status_code == 404


def test_a_new_language_of_the_course_is_the_instructors_too(tomas, tomas_in, own):
    french = own.copy_for_translation(locale("fr"), copy_parents=True)
    french.save_revision().publish()
    assert tomas_in.get(edit(french)).status_code == 200


def test_an_editor_writes_everything_and_an_instructor_does_not(edith, tomas):
    assert writes_everything(edith)
    assert not writes_everything(tomas)


def test_an_editor_opens_pages_snippets_and_the_report(client, edith, own):
    client.force_login(edith)
    fact = KeyFact.objects.create(
        slug="f", value="1", statement="One.", source="S", as_of="2024", locale=locale("en")
    )
    paths = (
        edit(own),
        edit(LessonPage.objects.first()),
        reverse("wagtailsnippets_cms_keyfact:edit", args=[fact.pk]),
        reverse("wagtailsnippets_cms_keyfact:list"),
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtailimages:index"),
    )
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)


def test_a_learner_finds_no_cms_and_is_not_sent_in_circles(client, omar):
    client.force_login(omar)
    assert client.get("/cms/").status_code == 404
    assert client.get("/cms/pages/").status_code == 404


def test_there_is_one_log_in(client, db):
    for path in ("/cms/", "/cms/login/", "/cms/password_reset/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")
    assert client.post("/cms/login/", {"username": "x", "password": "y"}).status_code == 302


def test_h02_the_admin_has_a_policy_of_its_own(tomas_in):
    policy = tomas_in.get("/cms/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy


def test_no_instructor_means_no_permission_and_no_collection(own):
    assert CoursePage.objects.get().group_permissions.count() == 0
    assert Collection.objects.count() == 1
