"""``bench_prepare``: make the floor page and signed-in learners; print them as a JSON line."""

from __future__ import annotations

import json
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.html import escape
from wagtail.models import Site

from accounts.models import User
from courses.models import Lesson
from foundation import clock
from learning.models import Enrolment, LessonCompletion
from lms.bench.models import FloorPage

LEARNERS = 60


class Command(BaseCommand):
    help = "Prepare make bench: the floor page, learners' sessions and lessons they can complete."

    def handle(self, *_: Any, **__: Any) -> None:
        places = self.open_places()
        lesson = Lesson.objects.filter(retired_at=None, required=True).first()
        if not places or lesson is None:
            raise CommandError("There is nobody to measure with; run seed_demo and seed_load.")
        sessions = [session_of(place.user) for place in places]
        ahead = [completions_of(place) for place in places]
        path = reverse("lessons:lesson", args=[lesson.uid])
        facts = {
            "floor": floor_page(text_of(path, sessions[0])).url,
            "catalogue": f"/{settings.LANGUAGE_CODE}/programmes/",
            "lesson": path,
            "home": reverse("learning:home"),
            "form_token": get_random_string(32),
            "learners": [
                {"session": session, "completions": paths}
                for session, paths in zip(sessions, ahead, strict=True)
            ],
        }
        self.stdout.write(json.dumps(facts))

    def open_places(self) -> list[Enrolment]:
        """Return places of learners who are under way in a cohort that has begun."""
        today = clock.now().date()
        places = Enrolment.objects.filter(
            state=Enrolment.State.ACTIVE, cohort__starts_on__lte=today, user__is_active=True
        )
        return list(places.select_related("user", "cohort__programme").order_by("-pk")[:LEARNERS])


def session_of(user: User) -> str:
    """Sign a learner in and return the session's key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def completions_of(place: Enrolment) -> list[str]:
    """Return the addresses at which the learner can complete a lesson for the first time."""
    done = LessonCompletion.objects.filter(enrolment=place).values("lesson")
    lessons = Lesson.objects.filter(course__programme=place.cohort.programme, retired_at=None)
    ahead = lessons.exclude(pk__in=done).values_list("uid", flat=True)
    return [reverse("learning:lesson-complete", args=[uid]) for uid in ahead]


def text_of(path: str, session: str) -> str:
    """Return the words of a lesson as its learner sees them, a paragraph for each piece."""
    client = Client(HTTP_HOST="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = client.get(path)
    if answer.status_code != 200:
        raise CommandError(f"The lesson {path} answered {answer.status_code}.")
    main = BeautifulSoup(answer.content, "html.parser").find("main")
    pieces = main.get_text("\n", strip=True).splitlines() if main else []
    return "".join(f"<p>{escape(piece)}</p>" for piece in pieces)


def floor_page(body: str) -> FloorPage:
    """Make the bare page below the site's home page, or give it the new text."""
    home = Site.objects.get(is_default_site=True).root_page
    page = FloorPage.objects.filter(slug="floor").first()
    if page is None:
        page = FloorPage(title="The floor", slug="floor", body=body, locale=home.locale)
        home.add_child(instance=page)
    page.body = body
    page.save()
    return page
