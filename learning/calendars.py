"""Live sessions as calendar files (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar, Event

from foundation import clock
from learning.models import LiveSession


def calendar_of(sessions: Iterable[LiveSession]) -> bytes:
    """Return the sessions as an iCalendar file; instants in UTC need no table of zones."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//live sessions//EN")
    calendar.add("version", "2.0")
    for session in sessions:
        calendar.add_component(_event(session))
    return calendar.to_ical()


def _event(session: LiveSession) -> Event:
    event = Event()
    event.add("uid", f"{session.uid}@{settings.SITE_URL.split('://')[-1]}")
    event.add("dtstamp", clock.now())
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.title)
    if session.lecturer:
        event.add("description", session.lecturer)
    if session.join_url:
        event.add("url", session.join_url)
    return event
