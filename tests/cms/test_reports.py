"""The reports of the CMS: key facts to read again, and where links lead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cms.models import KeyFact, LessonPage
from cms.selectors.facts import facts_to_review
from cms.selectors.links import Fate, links_of
from foundation import clock
from tests.factories.pages import (
    block_id,
    locale,
    make_lesson,
    republish,
    text_block,
)

pytestmark = pytest.mark.django_db
FACTS, LINKS = "own:facts", "own:links"


def make_fact(slug, days, **more):
    day = clock.now().date() + timedelta(days=days)
    values = {"value": "3", "statement": f"Fact {slug}.", "source": "S", "as_of": "2024"}
    values = {**values, "locale": locale(), "review_by": day, **more}
    return KeyFact.objects.create(slug=slug, **values)


def show(fact, lesson, *more):
    items = [{"type": "item", "value": fact.pk, "id": block_id(f"i{fact.pk}")}]
    body = [{"type": "key_facts", "value": items, "id": block_id("facts")}, *more]
    return republish(lesson, body=body)


def lessons_of(course):
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def told(answer) -> str:
    return answer.getvalue().decode()


def test_overdue_facts_come_first_then_those_due_in_sixty_days(edith):
    soon, late = make_fact("soon", 59), make_fact("late", -3)
    make_fact("far", 61), make_fact("never", 0, review_by=None)
    rows = facts_to_review(edith, clock.now().date())
    assert [row.pk for row in rows] == [late.pk, soon.pk]
    assert [row.overdue for row in rows] == [True, False]


def test_the_report_names_the_lessons_that_show_a_fact(client, edith, course_page):
    one, two, *_ = lessons_of(course_page)
    fact = make_fact("f", -1)
    show(fact, one), show(fact, two)
    client.force_login(edith)
    page = told(client.get(reverse(FACTS)))
    for lesson in (one, two):
        assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in page
    table = told(client.get(reverse(FACTS), {"as": "csv"}))
    assert f"{one.title} (en)" in table
    assert "overdue" in table


def test_a_fact_in_two_languages_is_one_row_with_the_pages_of_both(edith, course_page):
    one, two, *_ = lessons_of(course_page)
    fact = make_fact("f", -1)
    twin = make_fact("f", -1, locale=locale("fr"), translation_key=fact.translation_key)
    show(fact, one), show(twin, two)
    [row] = facts_to_review(edith, clock.now().date())
    assert {use.pk for use in row.uses} == {one.pk, two.pk}


def test_an_instructor_sees_the_facts_and_pages_of_the_own_course_only_a08(
    client, tomas, course_page, foreign
):
    shared, other = make_fact("shared", -1), make_fact("other", -1, statement="Foreign fact.")
    make_fact("unused", -1)
    show(shared, lessons_of(course_page)[0])
    show(shared, lessons_of(foreign)[0])
    show(other, lessons_of(foreign)[1])
    [row] = facts_to_review(tomas, clock.now().date())
    assert [use.pk for use in row.uses] == [lessons_of(course_page)[0].pk]
    client.force_login(tomas)
    assert "1 key fact overdue" in told(client.get("/cms/"))
    for more in ({}, {"as": "csv"}, {"q": "Foreign"}):
        assert "Foreign fact" not in told(client.get(reverse(FACTS), more))


def test_the_list_can_be_searched_and_ordered(edith, course_page):
    today = clock.now().date()
    make_fact("a", -1, statement="Zebras", jurisdiction="Kenya")
    used = make_fact("b", -9, statement="Ants")
    show(used, lessons_of(course_page)[0])

    def names(**how):
        return [row.statement for row in facts_to_review(edith, today, **how)]

    assert names(words="kenya zeb") == ["Zebras"]
    assert names(order="statement") == ["Ants", "Zebras"]
    assert names(order="-review_by") == ["Zebras", "Ants"]
    assert names(order="-uses") == ["Ants", "Zebras"]


def test_nonsense_in_the_address_is_as_nothing_a21(client, edith):
    make_fact("a", -1)
    client.force_login(edith)
    assert client.get(reverse(FACTS), {"order": "user__password", "page": "x"}).status_code == 200
    assert client.get(reverse(LINKS), {"fate": "x", "page": "-1"}).status_code == 200


def test_the_reports_are_for_those_who_write(client, omar):
    for name in (FACTS, LINKS):
        assert client.get(reverse(name))["Location"].startswith("/accounts/login/")
    client.force_login(omar)
    for name in (FACTS, LINKS):
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name)).status_code in {404, 405}


def test_learners_see_a_sentence_with_the_date_under_an_overdue_fact(client, place, course_page):
    lesson = show(make_fact("f", -1), lessons_of(course_page)[0])
    client.force_login(place.user)
    address = reverse("lessons:lesson", args=[lesson.translation_key])
    assert "We meant to read the source again by" in told(client.get(address))


def test_one_edit_of_a_fact_updates_every_lesson_that_shows_it(client, place, course_page):
    fact = make_fact("f", -1)
    shown = [show(fact, lesson) for lesson in lessons_of(course_page)[:2]]
    client.force_login(place.user)
    paths = [reverse("lessons:lesson", args=[page.translation_key]) for page in shown]
    assert all("Fact f." in told(client.get(path)) for path in paths)
    fact.statement, fact.review_by = "Quite new.", clock.now().date() + timedelta(days=300)
    fact.save()
    for path in paths:
        page = told(client.get(path))
        assert "Quite new." in page
        assert "We meant to read" not in page


def test_the_queries_of_the_report_do_not_grow_with_lessons(
    edith, course_page, django_assert_max_num_queries
):
    fact, today = make_fact("f", -1), clock.now().date()
    for lesson in lessons_of(course_page):
        show(fact, lesson)
    with django_assert_max_num_queries(20) as few:
        facts_to_review(edith, today)
    module = course_page.get_children().first()
    for _ in range(6):
        show(fact, make_lesson(module))
    with django_assert_max_num_queries(len(few)):
        assert len(facts_to_review(edith, today)[0].uses) == 12


# --- Links -----------------------------------------------------------------------------------


def fates(user, **how):
    return {row.target: row.fate for row in links_of(user, **how)}


def link(target: str) -> str:
    return f'<a href="{target}">x</a>'


def to_page(pk: int) -> str:
    return f'<a linktype="page" id="{pk}">x</a>'


def test_links_to_pages_that_are_gone_or_not_published_are_told(tomas, course_page):
    one, hidden, below, fine, *_ = lessons_of(course_page)
    hidden.unpublish()
    words = " ".join(to_page(pk) for pk in (999_999, hidden.pk, fine.pk))
    republish(one, body=[text_block(words)])
    assert fates(tomas) == {
        "page 999999": Fate.NOWHERE,
        f"page {hidden.pk}": Fate.UNPUBLISHED,
    }
    below.get_parent().unpublish()
    republish(fine, body=[text_block(to_page(below.pk))])
    assert fates(tomas)[f"page {below.pk}"] is Fate.UNPUBLISHED


def test_addresses_of_our_own_are_followed(tomas, course_page, settings):
    one, two, *_ = lessons_of(course_page)
    site = settings.SITE_URL
    fine = [
        f"/learn/lessons/{two.translation_key}/",
        f"/learn/courses/{course_page.translation_key}/",
        course_page.get_url(),
        f"{site}/verify/",
        "mailto:a@example.org",
    ]
    gone = ["/learn/lessons/00000000-0000-4000-8000-000000000000/", "/en/absent/", "/nothing/"]
    republish(one, body=[text_block("".join(link(target) for target in (*fine, *gone)))])
    assert fates(tomas) == dict.fromkeys(gone, Fate.NOWHERE)


def test_anchors_that_do_not_exist_are_told(tomas, course_page):
    one, two, *_ = lessons_of(course_page)
    there = f"#b-{block_id('text')[:8]}"
    other = f"/learn/lessons/{two.translation_key}/"
    words = link(there) + link("#b-00000000") + link(f"{other}#b-11111111")
    republish(one, body=[text_block(words)])
    assert fates(tomas) == {
        "#b-00000000": Fate.NO_ANCHOR,
        f"{other}#b-11111111": Fate.NO_ANCHOR,
    }


def test_links_that_lead_outside_are_listed_after_the_broken_ones_and_not_tried(
    client, edith, course_page
):
    one = lessons_of(course_page)[0]
    make_fact("f", 900, source_url="https://source.example/")
    republish(one, body=[text_block(link("https://out.example/a?b=1&amp;c=2") + to_page(999_999))])
    rows = links_of(edith)
    assert [row.fate for row in rows] == [Fate.NOWHERE, Fate.OUTSIDE, Fate.OUTSIDE]
    assert rows[1].target == "https://out.example/a?b=1&c=2"
    assert rows[1].number == 1
    assert set(fates(edith, fate="outside")) == {rows[1].target, "https://source.example/"}
    assert set(fates(edith, words="source.ex")) == {"https://source.example/"}
    client.force_login(edith)
    assert "asks no other site" in told(client.get(reverse(LINKS)))
    assert "https://out.example/a?b=1&c=2" in told(client.get(reverse(LINKS), {"as": "csv"}))


def test_an_instructor_sees_links_of_the_own_pages_only_a08(tomas, course_page, foreign):
    republish(lessons_of(foreign)[0], body=[text_block(link("https://foreign.example/"))])
    republish(lessons_of(course_page)[0], body=[text_block(link("https://own.example/"))])
    assert set(fates(tomas)) == {"https://own.example/"}
