"""``manage.py seed_demo``: the demo programme and its people; deterministic, safe to repeat."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courses.models import Programme
from foundation import clock
from lms.demo.cohorts import load_cohorts, load_requirements, load_sessions
from lms.demo.designs import load_design
from lms.demo.load_assessments import load_assignment, load_quizzes
from lms.demo.load_pages import PROGRAMME_CODE, load_programme_pages, load_site
from lms.demo.load_snippets import load_snippets
from lms.demo.load_translations import load_translations
from lms.demo.people import PASSWORD, PEOPLE, give_roles, load_histories, load_people


class Command(BaseCommand):
    """Loads the demo, a step a line."""

    help = "Load the demo programme, its people and their histories. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps in order."""
        if not settings.DEMO:
            raise CommandError("The demo's people have a known password: not on a real site.")
        self._step("Home, languages and standard pages", load_site)
        self._step("Glossary, key facts, lecturers, organisations", load_snippets)
        self._step("Quizzes", load_quizzes)
        self._step("Policy brief and its rubric", load_assignment)
        self._step("Programme, eleven blocks and their lessons", load_programme_pages)
        self._step("Translations", load_translations)
        self._step("People, cohorts and histories", self._people)
        self._accounts()

    def _step(self, words: str, work: Callable[[], Any]) -> None:
        began = time.monotonic()
        self.stdout.write(f"  {words} … ", ending="")
        self.stdout.flush()
        work()
        self.stdout.write(f"{time.monotonic() - began:.1f} s")

    def _people(self) -> None:
        now = clock.now()
        programme = Programme.objects.get(code=PROGRAMME_CODE)
        load_requirements(programme)
        load_design(programme)
        cohorts = load_cohorts(programme, now)
        sessions = load_sessions(cohorts["AUTUMN"], now)
        people = load_people()
        give_roles(people, programme)
        load_histories(people, cohorts["AUTUMN"], sessions, now)

    def _accounts(self) -> None:
        self.stdout.write(f"\nAccounts (password of all: {PASSWORD})")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<22} {person.does}")
