"""How allauth fits in: mails become due rows, links name our own site, sign-up can close."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.services import queue_letter
from foundation import clock
from foundation.mail import Letter

# Links that allauth makes with the host of the request.
_LINKS = ("signup_url", "password_reset_url")


class AccountAdapter(DefaultAccountAdapter):
    """allauth's door to this project."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Follow the operator's setting."""
        return bool(settings.SIGNUP_OPEN)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Return the link on the configured site, whatever host the request claims (S05)."""
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link on the configured site, whatever host the request claims (S05)."""
        uid, token = key.split("-", 1)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of a known address, after the work that a new account costs (S01).

        Without it the quicker answer would tell whoever asks that the address has an account.
        """
        User().set_password(email)
        super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail instead of talking to a mail server inside the request."""
        user = context.get("user")
        known = user if isinstance(user, User) and user.pk else None
        values = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        values.update({name: _on_our_site(context[name]) for name in _LINKS if name in context})
        with translation.override(known.language if known else translation.get_language()):
            mail = self.render_mail(template_prefix, email, values)
        letter = Letter(" ".join(str(mail.subject).split())[:250], str(mail.body))
        key = f"{template_prefix}:{_event(email, letter)}"
        queue_letter(letter=letter, key=key, address=email, user=known)


def _on_our_site(url: str) -> str:
    """Return the link on the configured site, whatever host the request claims (S05)."""
    return settings.SITE_URL + urlsplit(url).path


def _event(email: str, letter: Letter) -> str:
    """Return what names this mail: the same text to the same address makes one mail an hour.

    So a double click makes one mail, and whoever asks again tomorrow gets another.
    """
    hour = f"{clock.now():%Y-%m-%dT%H}"
    words = f"{email.lower()}\n{hour}\n{letter.subject}\n{letter.text}"
    return hashlib.sha256(words.encode()).hexdigest()
