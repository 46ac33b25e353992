"""How allauth fits in: mails become due rows, sign-up can be closed, redirects stay here."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.services import queue_message


class AccountAdapter(DefaultAccountAdapter):
    """allauth's door to this project."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Follow the operator's setting."""
        return bool(settings.SIGNUP_OPEN)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail instead of talking to a mail server inside the request.

        The key holds a digest of what the mail says, so that a double click makes one mail.
        """
        user = context.get("user")
        known = {key: str(value) for key, value in context.items() if key not in ("request",)}
        digest = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:32]
        queue_message(
            template=template_prefix,
            context={key: value for key, value in context.items() if key != "request"},
            key=f"{template_prefix}:{email}:{digest}",
            user=user if isinstance(user, User) and user.pk else None,
            address=email,
            language=user.language if isinstance(user, User) else None,
        )
