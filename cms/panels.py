"""What stands in the editor beside Wagtail's own fields."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from cms.measures import measures_of


class MeasuresPanel(Panel):
    """Words, reading time and weight of the draft as it is saved; nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one lesson."""

        template_name = "cms/admin/measures.html"

        def is_shown(self) -> bool:
            """Wait until the lesson has been saved once."""
            return self.instance.pk is not None and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Measure what was saved, not what a refused form holds."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            if self.form.is_bound:
                kept = type(page).objects.get(pk=page.pk)
                page = kept.get_latest_revision_as_object()
            return {**context, "measures": measures_of(page)}
