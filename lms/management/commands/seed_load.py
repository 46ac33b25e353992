"""``manage.py seed_load --learners N --cohorts M``: a lifelike crowd for measuring."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courses.models import Programme
from foundation import clock
from lms.demo.load import make_load
from lms.demo.load_pages import PROGRAMME_CODE


class Command(BaseCommand):
    """Adds learners to the demo programme."""

    help = "Add learners with lifelike histories to the demo programme, in bulk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--learners", type=int, required=True, help="how many people to add")
        parser.add_argument("--cohorts", type=int, default=1, help="over how many new cohorts")

    def handle(self, *args: Any, **options: Any) -> None:
        learners, cohorts = options["learners"], options["cohorts"]
        if not settings.DEMO:
            raise CommandError("Invented people do not belong on a real site.")
        if not 1 <= learners <= 1_000_000 or not 1 <= cohorts <= learners:
            raise CommandError("Ask for at least one learner, and for no more cohorts than that.")
        programme = Programme.objects.filter(code=PROGRAMME_CODE).first()
        if programme is None:
            raise CommandError("Run seed_demo first: there is no programme to enrol in.")
        made = make_load(programme=programme, learners=learners, cohorts=cohorts, now=clock.now())
        for what, count in made.items():
            self.stdout.write(f"{count:>9} {what}")
