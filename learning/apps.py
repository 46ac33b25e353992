"""App configuration of learning."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.panels import DeskSection, add_desk_section


class LearningConfig(AppConfig):
    """Cohorts and the people in them."""

    name = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        """Put the cohorts on the desk of those who administer a programme; listen below."""
        from courses.roles import administers  # noqa: PLC0415 (models are loaded by now)
        from learning import receivers  # noqa: F401, PLC0415 (the same)

        add_desk_section(DeskSection("cohorts", _("Cohorts"), "desk:cohorts", 10, administers))
