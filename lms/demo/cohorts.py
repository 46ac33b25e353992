"""The demo's requirements, cohorts and live sessions; dates count from the day of seeding."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from courses.models import Activity, Course, Programme, Requirement
from learning.models import Cohort, LiveSession
from learning.services import pin_outlines
from lms.demo.paths import CONTENT

NAMESPACE = uuid.UUID("7d9ac9a0-5c1e-4c1a-9a57-2f6c1f6f1e11")
ZONE = "Europe/Brussels"


def uid_for(*words: str) -> uuid.UUID:
    """Return the same uid for the same words at every seeding."""
    return uuid.uuid5(NAMESPACE, "/".join(words))


def load_requirements(programme: Programme) -> None:
    """Write what the programme demands: every block, attendance, and the closing brief."""
    courses = Course.objects.active().filter(programme=programme).order_by("position")
    rows = [
        {"kind": "course", "course": course, "threshold": Decimal(1), "words": course.code}
        for course in courses
    ]
    rows.append({"kind": "attendance", "threshold": Decimal("0.8"), "words": "attendance"})
    brief = Activity.objects.active().filter(
        lesson__course__programme=programme, kind="assignment"
    )
    rows += [
        {"kind": "mark", "activity": activity, "threshold": Decimal("0.6"), "words": "brief"}
        for activity in brief
    ]
    for position, row in enumerate(rows, start=1):
        words = row.pop("words")
        Requirement.objects.update_or_create(
            uid=uid_for("requirement", str(words)),
            defaults={
                "programme": programme,
                "position": position,
                "for_participation": row["kind"] == "attendance",
                **row,
            },
        )


def load_cohorts(programme: Programme, now: datetime) -> dict[str, Cohort]:
    """Make three cohorts: one near its end, one open to everybody now, one still to come."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    plans = {
        "AUTUMN": _plan("autumn", today - timedelta(days=80), today + timedelta(days=20)),
        "OPEN": _plan("open", today - timedelta(days=10), None, follows_published=True),
        "SPRING": _plan(
            "spring", today + timedelta(days=100), today + timedelta(days=240), seats=60
        ),
    }
    opens = {"AUTUMN": -140, "OPEN": -10, "SPRING": 30}
    closes = {"AUTUMN": -75, "OPEN": None, "SPRING": 95}
    cohorts = {}
    for code, plan in plans.items():
        end = closes[code]
        cohorts[code], _ = Cohort.objects.get_or_create(
            programme=programme,
            code=code,
            defaults={
                **plan,
                "uid": uid_for("cohort", code),
                "enrolment_opens_at": now + timedelta(days=opens[code] or 0),
                "enrolment_closes_at": None if end is None else now + timedelta(days=end),
            },
        )
        pin_outlines(cohort=cohorts[code])
    return cohorts


TITLES = {
    "autumn": {
        "en": "Autumn cohort",
        "fr": "Cohorte d’automne",
        "es": "Cohorte de otoño",
        "ar": "فوج الخريف",
    },
    "open": {
        "en": "Open cohort, at your own pace",
        "fr": "Cohorte ouverte, à votre rythme",
        "es": "Cohorte abierta, a su propio ritmo",
        "ar": "الفوج المفتوح، بالوتيرة التي تناسبك",
    },
    "spring": {
        "en": "Spring cohort",
        "fr": "Cohorte de printemps",
        "es": "Cohorte de primavera",
        "ar": "فوج الربيع",
    },
}


def _plan(titles: str, starts: Any, ends: Any, **more: Any) -> dict[str, Any]:
    return {
        "titles": TITLES[titles],
        "starts_on": starts,
        "ends_on": ends,
        "time_zone": ZONE,
        "language": "en",
        **more,
    }


def load_sessions(cohort: Cohort, now: datetime) -> list[LiveSession]:
    """Plan the twelve lectures on Thursdays and Saturdays, so that the last is still to come."""
    site = yaml.safe_load((CONTENT / "site.yaml").read_text(encoding="utf-8"))
    speakers = _speakers()
    days = _lecture_days(len(site["live_sessions"]), now)
    sessions = []
    for number, (row, day) in enumerate(zip(site["live_sessions"], days, strict=True), start=1):
        course = Course.objects.filter(programme=cohort.programme, code=row["course"]).first()
        session, _ = LiveSession.objects.get_or_create(
            uid=uid_for("session", cohort.code, str(number)),
            defaults={
                "cohort": cohort,
                "course": course,
                "title": row["title"],
                "lecturer": speakers.get(row["lecturer"], ""),
                "starts_at": day,
                "minutes": 90,
                "minimum_minutes": 60,
            },
        )
        sessions.append(session)
    return sessions


def _speakers() -> dict[str, str]:
    rows = yaml.safe_load((CONTENT / "speakers.yaml").read_text(encoding="utf-8"))
    return {row["slug"]: row["name"] for row in rows}


def _lecture_days(count: int, now: datetime) -> list[datetime]:
    """Return ``count`` lecture times, of which only the last lies ahead."""
    zone = ZoneInfo(ZONE)
    lecture_days = {3, 5}  # Thursday and Saturday, as the first edition had it.
    day = now.astimezone(zone).date() + timedelta(days=2)
    while day.weekday() not in lecture_days:
        day += timedelta(days=1)
    days = [day]
    while len(days) < count:
        day -= timedelta(days=1)
        if day.weekday() in lecture_days and day < now.astimezone(zone).date():
            days.append(day)
    return [datetime.combine(day, time(16, 0), zone) for day in reversed(days)]
