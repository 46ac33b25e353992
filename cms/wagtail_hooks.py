"""How the CMS is fitted to this project."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from cms.choosers import assignment_chooser, quiz_chooser


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    """Offer quizzes and assignments of one's own courses in lessons."""
    return [quiz_chooser, assignment_chooser]
