"""Pages with a body that everybody can follow, or that are not published."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from cms.gaps import PageHasGaps, gaps_in
from cms.pages.site import SitePage


class WholeForm(WagtailAdminPageForm):
    """Refuses what is not the author's to use; tells the page whether it is only kept a draft."""

    def clean(self) -> dict[str, Any]:
        """Look at who owns what the body uses, for drafts and previews as well."""
        from cms.owning import refuse_foreign  # noqa: PLC0415 (it asks roles, which know pages)

        cleaned: dict[str, Any] = super().clean()
        if self.for_user is not None and "body" in cleaned:
            try:
                refuse_foreign(self.for_user, cleaned["body"], self.instance.body)
            except ValidationError as refusal:
                self.add_error("body", refusal)
        return cleaned

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
        body: Any = self.body
        if gaps := gaps_in(body):
            raise PageHasGaps(gaps, self)
