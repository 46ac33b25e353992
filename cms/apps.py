"""App configuration of the CMS."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.panels import DeskSection, add_desk_section


def _writes(user: Any) -> bool:
    """Tell whether the CMS is open to the person."""
    return bool(user.has_perm("wagtailadmin.access_admin"))


class CmsConfig(AppConfig):
    """Pages and their words."""

    name = "cms"
    verbose_name = _("Content")

    def ready(self) -> None:
        """Register checks, what follows from publishing and from roles, and the desk's link."""
        add_desk_section(
            DeskSection("content", _("Content"), "wagtailadmin_home", 90, allowed=_writes)
        )
        from cms import checks, receivers  # noqa: F401, PLC0415 (models are loaded by now)
