"""App configuration of learning."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """Cohorts and the people in them."""

    name = "learning"
    verbose_name = _("Learning")
