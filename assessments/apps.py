"""App configuration of assessments."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.panels import DeskSection, add_desk_section


class AssessmentsConfig(AppConfig):
    """Quizzes, assignments and their marking."""

    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        """Listen to the floors below; put marking on the desk of those who may mark."""
        from assessments import receivers  # noqa: F401, PLC0415 (models are loaded by now)
        from courses.models import Course  # noqa: PLC0415 (the same)

        def marks(user: Any) -> bool:
            return Course.objects.visible_to(user).exists()

        add_desk_section(DeskSection("marking", _("Marking"), "marking:list", 40, marks))
