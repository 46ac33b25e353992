"""App configuration of learning."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.panels import DeskSection, add_desk_section


class LearningConfig(AppConfig):
    """Cohorts and the people in them."""

    name = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        """Put the cohorts on the desk of those who administer a programme."""
        from courses.models import Programme  # noqa: PLC0415 (models are loaded by now)

        def administers(user: Any) -> bool:
            return Programme.objects.visible_to(user).exists()

        add_desk_section(DeskSection("cohorts", _("Cohorts"), "desk:cohorts", 10, administers))
