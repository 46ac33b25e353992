"""Forms of our own pages in the CMS."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CopyForm(forms.Form):
    """What the copy of a course is told apart by."""

    suffix = forms.CharField(
        label=_("Addition to the title"),
        max_length=40,
        help_text=_("For example the year. It is added to the title in every language."),
    )
