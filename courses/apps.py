"""App configuration of courses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Programmes and what they are made of."""

    name = "courses"
    verbose_name = _("Courses")
