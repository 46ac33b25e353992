"""``manage.py copy_course CODE --suffix 2027``: a whole course once more, as a draft."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.copying import begin_copy, carry_out
from cms.models import CourseCopy, CoursePage
from courses.models import Course
from foundation import clock


class Command(BaseCommand):
    """Copies here and now, without the worker."""

    help = "Copy a course with all its languages, quizzes and assignments, as a draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the code of the course, or its uid where codes repeat")
        parser.add_argument("--suffix", required=True, help="what is added to the title: 2027")

    def handle(self, *args: Any, **options: Any) -> None:
        copy = begin_copy(
            course=self._page(options["code"]), suffix=options["suffix"], by=None, now=clock.now()
        )
        carry_out(pk=copy.pk, now=clock.now())
        copy = CourseCopy.objects.get(pk=copy.pk)
        if copy.state != CourseCopy.State.DONE:
            raise CommandError(f"The copy failed: {copy.report.get('reason', copy.state)}")
        for name, figure in copy.report.items():
            self.stdout.write(f"{name}: {figure}")

    def _page(self, code: str) -> CoursePage:
        rows = Course.objects.active().filter(code=code)
        uids = list(rows.values_list("uid", flat=True)) or [code]
        if len(uids) > 1:
            raise CommandError(f"{code} is the code of several courses; give the uid.")
        try:
            return CoursePage.objects.filter(translation_key=uids[0]).order_by("pk")[0]
        except (IndexError, ValidationError) as error:
            raise CommandError(f"There is no course {code}.") from error
