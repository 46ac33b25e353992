from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from cms.models import CoursePage, LessonPage, ProgrammePage, Speaker
from foundation import clock
from tests.factories.cohorts import make_cohort
from tests.factories.pages import locale, make_home, make_index, make_lesson, republish, text_block

pytestmark = pytest.mark.django_db

CANARY = "zephyrcanary"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def page(course_page):
    return ProgrammePage.objects.get()


def test_the_first_address_leads_to_ones_language(client, db):
    assert client.get("/", headers={"accept-language": "fr"})["Location"] == "/fr/"
    assert client.get("/")["Location"] == "/en/"


def test_home_and_catalogue_name_the_programme(client, page):
    for path in ("/en/", "/en/programmes/"):
        assert page.title in text(client.get(path))


def test_the_programme_shows_its_route_and_its_open_cohort(client, page, programme):
    now = clock.now()
    make_cohort(programme, seats=2, enrolment_opens_at=now - timedelta(days=1))
    answer = text(client.get(page.url))
    assert "Course 1" in answer
    assert "2 seats are free." in answer
    assert "Enrol</a>" in answer


def test_who_is_signed_in_enrols_with_one_button(client, page, cohort, omar):
    client.force_login(omar)
    answer = text(client.get(page.url))
    assert f'action="/learn/cohorts/{cohort.uid}/enrol/"' in answer
    assert "csrfmiddlewaretoken" in answer


def test_a_cohort_whose_enrolment_has_not_begun_says_when(client, page, programme):
    make_cohort(programme, enrolment_opens_at=clock.now() + timedelta(days=3))
    answer = text(client.get(page.url))
    assert "Enrolment opens on" in answer
    assert "Enrol</a>" not in answer


def test_the_course_shows_lessons_by_name_and_never_their_text(client, course_page):
    answer = text(client.get(course_page.url))
    assert "Lesson 1" in answer
    assert "Words of" not in answer


def test_a_lesson_and_a_module_have_no_public_page(client, course_page):
    lesson = LessonPage.objects.first()
    answer = client.get(lesson.url)
    assert answer.status_code == 302
    assert answer["Location"] == f"/learn/lessons/{lesson.translation_key}/?in=en"
    module = lesson.get_parent()
    assert client.get(module.url)["Location"] == course_page.url


def test_a_page_leads_to_itself_in_other_languages(client, page):
    french = page.copy_for_translation(locale("fr"), copy_parents=True)
    french.save_revision().publish()
    answer = text(client.get(page.url))
    assert f'href="{french.url}"' in answer
    assert 'href="/es/"' in answer


def test_what_a_visitor_gets_is_kept_until_something_changes(
    client, page, django_assert_num_queries
):
    client.get(page.url)
    with django_assert_num_queries(1):
        assert client.get(page.url).status_code == 200
    republish(page, title="Renamed")
    assert "Renamed" in text(client.get(page.url))
    with django_assert_num_queries(1):
        client.get(page.url)
    Speaker.objects.create(slug="new", name="New", locale=locale("en"))
    with pytest.raises(pytest.fail.Exception), django_assert_num_queries(1):
        client.get(page.url)


def test_a_kept_page_is_packed_only_for_who_can_unpack(client, page):
    client.get(page.url)
    packed = client.get(page.url, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    plain = client.get(page.url)
    assert "Content-Encoding" not in plain
    assert {"Cookie", "Accept-Encoding"} <= set(plain["Vary"].split(", "))


def test_nothing_of_a_person_is_kept_for_visitors(client, page, amina, cohort):
    client.force_login(amina)
    mine = text(client.get(page.url))
    assert amina.name in mine
    client.logout()
    client.cookies.clear()
    assert amina.name not in text(client.get(page.url))
    kept = [value for key, value in cache._cache.items() if b"csrfmiddlewaretoken" in value]
    assert kept == []


def test_the_catalogue_in_another_language_is_its_own(client, page):
    make_index("fr")
    assert 'lang="fr"' in text(client.get("/fr/programmes/"))
    assert 'lang="en"' in text(client.get("/en/programmes/"))


def test_public_pages_write_nothing(client, page, course_page, cohort, no_writes):
    with no_writes():
        for path in ("/en/", "/en/programmes/", page.url, course_page.url, "/en/search/?q=course"):
            assert client.get(path).status_code == 200


def test_s14_public_addresses_take_no_post(client, page):
    assert client.post(page.url).status_code in {403, 405}
    assert client.post("/en/search/").status_code in {403, 405}


def test_search_finds_public_pages(client, course_page):
    republish(course_page, summary=f"About {CANARY}.")
    answer = text(client.get(f"/en/search/?q={CANARY}"))
    assert "1 page found" in answer
    assert course_page.title in answer


@pytest.mark.parametrize("state", ["lesson", "draft", "revision"])
def test_a12_search_finds_no_private_word(client, course_page, state):
    lesson = LessonPage.objects.first()
    if state == "lesson":
        republish(lesson, body=[text_block(f"Secret {CANARY}.")])
    elif state == "draft":
        make_lesson(lesson.get_parent().specific, live=False, title=CANARY, summary=CANARY)
    else:
        page = CoursePage.objects.get(pk=course_page.pk)
        page.summary = CANARY
        page.save_revision()
    answer = text(client.get(f"/en/search/?q={CANARY}"))
    assert "0 pages found" in answer


@pytest.mark.parametrize("query", ["", "'", '"', "%", "* AND", "a" * 5000, "NOT", "(", "\\"])
def test_search_survives_any_words(client, course_page, query):
    answer = client.get("/en/search/", {"q": query})
    assert answer.status_code == 200


def test_an_absent_page_is_404_in_ones_language(client, db):
    make_home()
    assert client.get("/en/nothing-here/").status_code == 404
    assert client.get("/learn/nothing-here/").status_code == 404
