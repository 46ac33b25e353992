"""Forms of assessments: handing in, marking, and the filter of work to mark."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.errors import FileRefused
from assessments.models import Assignment, Grade, Submission
from assessments.selectors.learner import CriterionRow, Level
from assessments.services import Marking
from assessments.uploads import CheckedFile, check
from courses.models import Course

LONGEST_TEXT = 60_000


class _EitherText(forms.CharField):
    """A text that may stay empty because there is another way to answer."""

    def validate(self, value: Any) -> None:
        """Leave it to the form, which sees both ways."""


class _EitherFile(forms.FileField):
    """A file that may be absent because there is another way to answer."""

    def validate(self, value: Any) -> None:
        """Leave it to the form, which sees both ways."""


class AssignmentForm(forms.Form):
    """What a learner hands in: a text, a file, or both."""

    use_required_attribute = False

    text = _EitherText(
        label=_("Your text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
    )
    file = _EitherFile(label=_("Or a file"), allow_empty_file=True)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        self.initial.setdefault("key", uuid.uuid4())
        kinds = ", ".join(kind.upper() for kind in assignment.accepted)
        size = filesizeformat(assignment.largest_file)
        self.fields["file"].help_text = format_lazy(
            _("{kinds}, at most {size}."), kinds=kinds, size=size
        )
        self.fields["file"].widget.attrs["accept"] = ",".join(
            f".{kind}" for kind in assignment.accepted
        )
        if assignment.least_words and assignment.most_words:
            self.fields["text"].help_text = format_lazy(
                _("Between {least} and {most} words are asked for."),
                least=assignment.least_words,
                most=assignment.most_words,
            )

    def clean_file(self) -> CheckedFile | None:
        """Look at the file; a refusal says why, in a sentence."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return check(file, self.assignment.accepted, self.assignment.largest_file)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a file, unless the file was refused for a reason of its own."""
        values = super().clean() or {}
        is_empty = not (values.get("text") or "").strip() and not values.get("file")
        if is_empty and not self.errors:
            self.add_error("text", _("Type or paste your text, or choose a file."))
        return values


class MarkForm(forms.Form):
    """A marker's judgement: a level for each criterion of the kept rubric, and words."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    feedback = forms.CharField(
        label=_("Feedback to the learner"),
        required=False,
        max_length=10_000,
        help_text=_("The learner reads it beside the levels. Needed if you return the work."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("Why the mark is changed"),
        required=False,
        max_length=300,
        help_text=_("Kept with the mark; the learner does not see it."),
    )

    def __init__(
        self, *args: Any, criteria: tuple[CriterionRow, ...], latest: Grade | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.initial["based_on"] = latest.number if latest else 0
        if latest is None:
            del self.fields["reason"]
        else:
            self.initial["feedback"] = latest.feedback
        for row in criteria:
            self.fields[self.name_of(row)] = _level_field(row)
        names = [self.name_of(row) for row in criteria]
        self.order_fields([*names, "feedback", "reason", "based_on"])

    @staticmethod
    def name_of(row: CriterionRow) -> str:
        """Return the name of a criterion's field."""
        return f"criterion-{row.uid}"

    def marking(self) -> Marking:
        """Return the judgement of a valid form."""
        values = self.cleaned_data
        return Marking(
            marks={row.uid: Decimal(values[self.name_of(row)]) for row in self.criteria},
            feedback=values["feedback"],
            reason=values.get("reason", ""),
        )


def _level_words(level: Level) -> SafeString:
    """Return a level's marks and words, which keep their own direction on any page."""
    marks = f"{level.marks.normalize():f}"
    words = level.description
    return format_html('<bdi lang="{}">{} – {}</bdi>', words.language, marks, words)


def _level_field(row: CriterionRow) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=row.title.text,
        choices=[(str(level.marks), _level_words(level)) for level in row.levels],
        widget=forms.RadioSelect,
        initial=None if row.given is None else str(row.given),
    )


class _OwnCourses(forms.Form):
    """A filter by one of the courses that the person teaches or administers (1 query)."""

    course = forms.ChoiceField(required=False, label=_("in"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {str(row.uid): row for row in Course.objects.visible_to(user)}
        own = [(uid, f"{row.code} – {row.title}") for uid, row in self.courses.items()]
        self._offer(own)

    def _offer(self, choices: list[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields["course"]).choices = choices

    def values(self) -> dict[str, Any]:
        """Return what makes sense of the query; what does not is left out."""
        self.is_valid()
        return self.cleaned_data


class MarkingFilter(_OwnCourses):
    """Which work is listed; anything that makes no sense is ignored."""

    STATES: ClassVar[dict[str, str]] = {
        "waiting": Submission.State.SUBMITTED,
        "accepted": Submission.State.ACCEPTED,
        "returned": Submission.State.RETURNED,
        "all": "",
    }

    state = forms.ChoiceField(
        required=False,
        label=_("state"),
        choices=[
            ("waiting", _("work that waits")),
            ("accepted", _("accepted work")),
            ("returned", _("returned work")),
            ("all", _("all work")),
        ],
    )
    name = forms.CharField(required=False, max_length=100, label=_("by somebody whose name holds"))

    def _offer(self, choices: list[tuple[str, Any]]) -> None:
        super()._offer([("", _("all courses")), *choices])

    def chosen(self) -> dict[str, Any]:
        """Return what to look for; waiting work where nothing is said."""
        values = self.values()
        return {
            "state": self.STATES[values.get("state") or "waiting"],
            "course": self.courses.get(values.get("course") or ""),
            "name": values.get("name") or "",
        }


class CourseFilter(_OwnCourses):
    """The course whose quizzes are looked at; without one, the first of one's own."""

    def chosen(self) -> Course | None:
        """Return the course asked for, if it is one's own, else the first one."""
        uid = self.values().get("course") or next(iter(self.courses), "")
        return self.courses.get(uid)
