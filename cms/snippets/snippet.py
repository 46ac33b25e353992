"""What all snippets have in common: a stable short name, a language, revisions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField


class Snippet(RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """A piece of reusable content in one language; ``slug`` is the same in every language."""

    slug = models.SlugField(_("short name"), max_length=120)

    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["slug", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="%(class)s_slug_in_language")
        ]
