"""App configuration of certificates."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.names import add_name_check
from foundation.panels import DeskSection, Panel, add_desk_section, add_home_panel


class CertificatesConfig(AppConfig):
    """Awards, their register and documents."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Put the awards on the desk and on the home; look at names as they are typed."""
        from certificates import checks  # noqa: F401, PLC0415 (the registry is filled now)
        from certificates.rendering.names import check_name  # noqa: PLC0415 (only where it is used)
        from certificates.selectors import awards_of  # noqa: PLC0415 (models are loaded by now)
        from courses.roles import administers  # noqa: PLC0415 (models are loaded by now)

        def my_awards(user: Any) -> Panel | None:
            awards = awards_of(user)
            if not awards:
                return None
            return Panel("certificates/_my_awards.html", {"awards": awards}, concludes=True)

        add_desk_section(DeskSection("awards", _("Awards"), "awards:cohorts", 30, administers))
        add_home_panel("awards", my_awards)
        add_name_check(check_name)
