"""The styleguide page of the demo: sample words for every component and state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from foundation.access import public

COLOURS = {
    "paper": "the page",
    "raised": "fields, menus",
    "line": "hairlines",
    "edge": "borders of controls",
    "ink": "text",
    "soft": "quieter text",
    "sea": "links, primary action",
    "clay": "here, next, focus",
    "olive": "done",
    "ochre": "soon",
    "wine": "problem",
}
ICONS = [
    "check",
    "done",
    "info",
    "soon",
    "problem",
    "caution",
    "arrow",
    "download",
    "file",
    "language",
    "user",
    "example",
    "note",
    "term",
    "copy",
    "genuine",
    "replaced",
    "revoked",
    "expired",
    "unknown",
    "outline",
    "wrong",
]
BLOCKS = [
    "Understanding International Migration and Diaspora",
    "Migration and Development",
    "Migration Data and Statistics",
    "Migration and Policy",
    "Migration Governance and Multilateral Organizations",
    "Global Compact for Migration",
    "Crises and Humanitarian Response",
    "Migration and Law",
    "Policy Coherence",
    "Mapping Migration Policies",
    "Diaspora Engagement in Development",
]
STATES = {"d": "done", "h": "here", "a": "ahead", "c": "closed"}
HERE = 4
FIRST_CLOSED = 8
MOMENT = dt.datetime(2027, 2, 4, 15, 0, tzinfo=dt.UTC)


class ApplicationForm(forms.Form):
    """One field of each kind, as the styleguide shows it."""

    name = forms.CharField(label="Full name", help_text="As it shall stand on the certificate.")
    email = forms.EmailField(label="E-mail")
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    zone = forms.ChoiceField(
        label="Time zone",
        choices=[("be", "Europe/Brussels"), ("mx", "America/Mexico_City")],
    )
    letter = forms.CharField(
        label="Why do you apply?",
        widget=forms.Textarea,
        required=False,
        help_text="A few sentences; what you write stays here if the connection breaks.",
    )
    language = forms.ChoiceField(
        label="In which language will you learn?",
        widget=forms.RadioSelect,
        choices=[("en", "English"), ("fr", "French"), ("ar", "Arabic")],
    )
    topics = forms.MultipleChoiceField(
        label="What do you work on?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("data", "Data"), ("law", "Law"), ("money", "Remittances")],
    )
    paper = forms.FileField(
        label="Letter of your organisation",
        required=False,
        help_text="PDF, at most 10 MB.",
    )
    agree = forms.BooleanField(label="I have read how my data is used.")


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component and state."""
    return render(request, "styleguide.html", sample_context())


def sample_context() -> dict[str, Any]:
    """Return the words and states that the styleguide's templates draw; costs no query."""
    return _tokens() | _routes() | _forms() | _lists()


def _tokens() -> dict[str, Any]:
    return {
        "colours": [{"name": name, "role": role} for name, role in COLOURS.items()],
        "icons": ICONS,
        "copy_module": static("js/copy.mjs"),
        "figure_src": static("img/graticule.svg"),
        "rich_text": (
            "A stock is how many people live abroad on one day; "
            "a flow is how many moved within a year."
        ),
        "moment": MOMENT,
        "listing": Paginator(range(90), 10).page(3),
    }


def _routes() -> dict[str, Any]:
    course = _course()
    marked = [
        {**stop, "lessons": None, "marks": [lesson["state"] for lesson in stop["lessons"]]}
        for stop in course
    ]
    numbered = list(enumerate(BLOCKS, 1))
    return {
        "programme_stops": [_stop(number, title) for number, title in numbered],
        "open_stops": [
            {"title": f"{number}. {title}", "state": "ahead", "note": "4 hours"}
            for number, title in numbered
        ],
        "course_stops": course,
        "marked_stops": marked,
        "tiny_done": _tiny("dddddd"),
        "tiny_stops": _tiny("ddhaac"),
        "crumbs": [
            {"title": "Programme", "url": "#data"},
            {"title": BLOCKS[0], "url": "#data"},
            {"title": "How many, and from where?"},
        ],
    }


def _forms() -> dict[str, Any]:
    failed = {"failed-name": "", "failed-email": "amina@", "failed-letter": "I work for"}
    return {
        "fresh_form": ApplicationForm(prefix="fresh"),
        "failed_form": ApplicationForm(failed, prefix="failed"),
    }


def _lists() -> dict[str, Any]:
    languages = "English, French, Spanish, Arabic"
    return {
        "facts": _facts(Hours="44", Languages=languages, Certificate="Of completion"),
        "programme_facts": _facts(
            Length="22 weeks, about 2 hours a week",
            Languages="English; block 1 also in French, Spanish, Arabic",
            Certificate="Of four organisations",
            Counts="Eleven quizzes, two live sessions, a policy brief",
        ),
        "award_facts": _facts(
            Holder="أمينة الخطيب · Amina El Khatib",
            Programme="Migration Governance and Diaspora Engagement",
            Awarded="12 February 2027",
            Code="8F2K-M4QX-7TPD",
        ),
        "checklist": _checklist(),
        "table_rows": [
            {
                "title": title,
                "lessons": 4 + index,
                "hours": 4,
                "questions": 8 + index,
                "languages": "English" if index else languages,
            }
            for index, title in enumerate(BLOCKS[:5])
        ],
        "people": _people(),
    }


def _facts(**values: str) -> list[dict[str, str]]:
    return [{"term": term, "value": value} for term, value in values.items()]


def _stop(number: int, title: str) -> dict[str, Any]:
    if number < HERE:
        state, note = "done", "Finished"
    elif number == HERE:
        state, note = "here", "3 of 6 lessons"
    elif number < FIRST_CLOSED:
        state, note = "ahead", "5 lessons"
    else:
        state, note = "closed", f"Opens on {number} March"
    return {"title": f"{number}. {title}", "url": "#route", "state": state, "note": note}


def _course() -> list[dict[str, Any]]:
    modules = [
        (
            "First concepts",
            "done",
            "2 of 2 lessons",
            {"Who is a migrant?": "d", "What makes a diaspora": "d"},
        ),
        (
            "Counting people who move",
            "here",
            "0 of 2 lessons",
            {"How many, and from where?": "h", "Why people move": "a"},
        ),
        (
            "Closing quiz",
            "closed",
            "Opens when the lessons are done",
            {"Quiz: first concepts": "c"},
        ),
    ]
    return [
        {
            "title": title,
            "state": state,
            "note": note,
            "lessons": [
                {
                    "title": name,
                    "url": None if mark == "c" else "#lesson",
                    "state": STATES[mark],
                    "current": mark == "h",
                }
                for name, mark in lessons.items()
            ],
        }
        for title, state, note, lessons in modules
    ]


def _tiny(marks: str) -> list[dict[str, str]]:
    return [{"state": STATES[mark]} for mark in marks]


def _checklist() -> list[dict[str, str]]:
    return [
        {
            "title": "Finish all eleven blocks",
            "state": "missing",
            "why": "3 of 11 are finished.",
            "url": "#route",
            "action": "Go on with block 4",
        },
        {
            "title": "Attend two live sessions",
            "state": "done",
            "why": "Attended on 14 and 21 January.",
        },
        {
            "title": "Policy brief with at least 60 %",
            "state": "waiting",
            "why": "Handed in on 2 February; being marked.",
        },
    ]


LONG_NAME = "Maximiliano Rodríguez-Villanueva de la Santísima Trinidad"
COLUMNS = ("name", "stops", "done", "quizzes", "sessions", "tone", "brief", "seen")
ROWS = """
Amina El Khatib|dddhaaaaaaa|3 of 11|0.82|2 of 2|ahead|Not started|Today
أمينة الخطيب|ddddddddddd|11 of 11|0.94|2 of 2|done|Passed|Yesterday
LONG|ddddddhaaaa|6 of 11|0.71|1 of 2|soon|Due on Friday|3 days ago
Łukasz Wójcik|ddhaaaaaaaa|2 of 11|0.66|0 of 2|problem|Returned|In May
"""


def _people() -> list[dict[str, Any]]:
    rows = [line.split("|") for line in ROWS.replace("LONG", LONG_NAME).strip().splitlines()]
    people = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return [{**person, "stops": _tiny(person["stops"])} for person in people]
