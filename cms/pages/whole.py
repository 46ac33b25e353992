"""Pages with a body that everybody can follow, or that are not published."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from cms.gaps import PageHasGaps, gaps_in
from cms.pages.site import SitePage


class WholeForm(WagtailAdminPageForm):
    """Tells the page whether it is only kept as a draft, which may have gaps."""

    def _post_clean(self) -> None:
        self.instance.is_kept_as_draft = self.is_deferred_validation
        super()._post_clean()
        del self.instance.is_kept_as_draft


class WholePage(SitePage):
    """A page that says in words what its pictures show and its recordings say.

    The form decides whether a draft is kept or something more is meant; without a form a page is
    looked at when it is, or is set to become, visible.
    """

    base_form_class = WholeForm
    is_kept_as_draft: bool

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Refuse what some people could not follow, unless it stays a draft."""
        super().full_clean(*args, **kwargs)
        if not getattr(self, "is_kept_as_draft", False):
            self.refuse_gaps()

    def refuse_gaps(self) -> None:
        """Raise PageHasGaps if anything is missing."""
        body: Any = self.body  # type: ignore[attr-defined]
        if gaps := gaps_in(body):
            raise PageHasGaps(gaps, self)
