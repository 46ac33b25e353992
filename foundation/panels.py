"""Places that higher floors fill without lower floors knowing them: desk sections, home panels.

An app registers what it adds in ``AppConfig.ready``; registration order does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class DeskSection:
    """One entry of the desk's navigation, in order of ``position``.

    ``allowed`` is asked with the user whether the entry is shown; what lies behind it is still
    guarded by its own views.
    """

    name: str
    title: str | Promise
    url_name: str
    position: int
    allowed: Callable[[Any], bool]

    @property
    def url(self) -> str:
        """Where the section begins."""
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of the learner's home: a template and what it shows.

    One that ``concludes`` shows how a way ended: the home then need not say what comes next.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    concludes: bool = False


HomePanel = Callable[[Any], Panel | None]

_sections: dict[str, DeskSection] = {}
_home_panels: dict[str, HomePanel] = {}


def add_desk_section(section: DeskSection) -> None:
    """Add an entry to the desk; a second entry of the same name replaces the first."""
    _sections[section.name] = section


def desk_sections(user: Any) -> list[DeskSection]:
    """Return the entries of the desk that are open to this person, in order.

    Entries that ask the same question have it asked once.
    """
    ordered = sorted(_sections.values(), key=lambda section: section.position)
    answers = {question: question(user) for question in {row.allowed for row in ordered}}
    return [section for section in ordered if answers[section.allowed]]


def add_home_panel(name: str, panel: HomePanel) -> None:
    """Add a panel to the learner's home; it is called with the user and may return nothing."""
    _home_panels[name] = panel


def home_panels(user: Any) -> list[Panel]:
    """Return the panels that have something to show to this person."""
    panels = (panel(user) for _, panel in sorted(_home_panels.items()))
    return [panel for panel in panels if panel is not None]
