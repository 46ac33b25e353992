"""App configuration of assessments."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.panels import DeskSection, Panel, add_desk_section, add_home_panel


class AssessmentsConfig(AppConfig):
    """Quizzes, assignments and their marking."""

    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        """Listen to the floors below; add marking to the desk and open work to the home."""
        from assessments import receivers  # noqa: F401, PLC0415 (models are loaded by now)
        from assessments.selectors.home import work_under_way  # noqa: PLC0415 (the same)
        from courses.models import Course  # noqa: PLC0415 (the same)

        def marks(user: Any) -> bool:
            return Course.objects.visible_to(user).exists()

        def work(user: Any) -> Panel | None:
            items = work_under_way(user)
            return Panel("assessments/_home.html", {"work": items}) if items else None

        add_home_panel("assessments", work)
        add_desk_section(DeskSection("marking", _("Marking"), "marking:list", 40, marks))
