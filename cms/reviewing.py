"""The end of a review. Wagtail loads this module before any model, so it imports none."""

from __future__ import annotations

from typing import Any


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Publish, or schedule, what a review let pass, unless it has gaps (``PageHasGaps``).

    It was looked at when it was sent to the review, but an editor may have changed it since.
    """
    revision = workflow_state.content_object.get_latest_revision()
    page = revision.as_object()
    if hasattr(page, "refuse_gaps"):
        page.refuse_gaps()
    revision.publish(user=user)
