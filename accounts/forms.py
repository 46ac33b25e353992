"""Forms of accounts: sign-up and profile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import check_time_zone
from foundation.names import check_typed_name, clean_name


class CleanNames:
    """Refuses, beside the field, what no name can hold, and nothing else."""

    cleaned_data: dict[str, Any]

    def clean_name(self) -> str:
        """Return the name as it is kept."""
        return _typed(self.cleaned_data["name"], get_language() or "en")

    def clean_latin_name(self) -> str:
        """Return the name in Latin letters as it is kept."""
        return _typed(self.cleaned_data["latin_name"], "en")


def _typed(name: str, language: str) -> str:
    """Return a name as it is kept; one that no certificate could print is refused at once."""
    name = clean_name(name)
    if name:
        check_typed_name(name, language)
    return name


class SignupForm(CleanNames, forms.Form):
    """What allauth asks for besides e-mail and password."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        help_text=_("As you write it, in any script. It is printed on your certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    latin_name = forms.CharField(
        label=_("Name in Latin letters"),
        max_length=200,
        required=False,
        help_text=_("Only if your name is written in another script."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput())

    field_order = ["name", "latin_name", "email", "password1"]

    def clean_time_zone(self) -> str:
        """Take the browser's zone where it is one; otherwise UTC, to be changed in the profile."""
        zone = self.cleaned_data["time_zone"]
        try:
            check_time_zone(zone)
        except forms.ValidationError:
            return "UTC"
        return zone

    def signup(self, request: HttpRequest, user: User) -> None:
        """Fill the new account (called by allauth inside its own transaction)."""
        user.name = self.cleaned_data["name"]
        user.latin_name = self.cleaned_data["latin_name"]
        user.time_zone = self.cleaned_data["time_zone"] or "UTC"
        language = (get_language() or "en").split("-")[0]
        user.language = language if language in settings.LANGUAGE_NAMES else "en"
        user.save()


class ProfileForm(CleanNames, forms.ModelForm):
    """What people change about themselves."""

    class Meta:
        model = User
        fields = ["name", "latin_name", "language", "time_zone"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "latin_name": forms.TextInput(attrs={"dir": "ltr"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = settings.WAGTAIL_USER_TIME_ZONES
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in zones]
        )
