"""Sending requests over kept connections, two at a time, and insisting on the right answer."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

CONNECTIONS = 2


@dataclass(frozen=True)
class Request:
    """One request as a browser would send it, and the status it must be answered with."""

    path: str
    session: str = ""
    form_token: str = ""
    expected: int = 200

    @property
    def headers(self) -> dict[str, str]:
        """The headers a signed-in browser sends."""
        cookies = {"sessionid": self.session, "csrftoken": self.form_token}
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
        headers = {"Host": "localhost", "Accept-Language": "en", "Accept-Encoding": "gzip"}
        if cookie:
            headers["Cookie"] = cookie
        if self.form_token:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers

    @property
    def body(self) -> str | None:
        """The form, where there is one."""
        return urlencode({"csrfmiddlewaretoken": self.form_token}) if self.form_token else None


class Client:
    """A few kept connections to one server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.local = threading.local()
        self.pool = ThreadPoolExecutor(CONNECTIONS)

    def send(self, requests: Sequence[Request]) -> list[http.client.HTTPMessage]:
        """Send requests and return the headers of the answers, in order."""
        return list(self.pool.map(self._send, requests))

    def _send(self, request: Request) -> http.client.HTTPMessage:
        if not hasattr(self.local, "link"):
            self.local.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        link: http.client.HTTPConnection = self.local.link
        method = "POST" if request.form_token else "GET"
        link.request(method, request.path, body=request.body, headers=request.headers)
        answer = link.getresponse()
        answer.read()
        if answer.status != request.expected:
            raise SystemExit(
                f"{method} {request.path} answered {answer.status}, not {request.expected}"
                f" ({answer.headers.get('Location', '')})."
            )
        return answer.headers
