"""App configuration of the CMS."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Pages and their words."""

    name = "cms"
    verbose_name = _("Content")

    def ready(self) -> None:
        """Register the system checks and what follows from publishing and from roles."""
        from cms import checks, receivers  # noqa: F401, PLC0415 (models are loaded by now)
