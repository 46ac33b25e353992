"""allauth's forms in our own words: one name for the address, no hint that repeats the label.

They stand apart from ``accounts.forms``, which allauth reads while it makes its own forms.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _


class OurWords:
    """Names the address as the rest of the site does; a hint that vanishes helps nobody."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = _("E-mail address")


class LogInForm(OurWords, allauth.LoginForm):
    """Address and password."""


class CreateAccountForm(OurWords, allauth.SignupForm):
    """What a new account needs."""


class AddAddressForm(OurWords, allauth.AddEmailForm):
    """Another address of the same person."""


class AskForNewPasswordForm(OurWords, allauth.ResetPasswordForm):
    """The address to which a link for a new password is sent."""


class ChangePasswordForm(OurWords, allauth.ChangePasswordForm):
    """The password now, and the one from now on."""


class NewPasswordForm(OurWords, allauth.ResetPasswordKeyForm):
    """The password from now on, for somebody who forgot it."""


class ReauthenticateForm(OurWords, allauth.ReauthenticateForm):
    """The password once more, before something that matters."""
