"""Forms of the desk: cohorts, sessions, and the filter of people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models import Course, Programme
from learning.models import Cohort, Enrolment, LiveSession


class DayInput(forms.DateInput):
    """A day, in the one format that browsers' own pickers speak."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MinuteInput(forms.DateTimeInput):
    """A wall time to the minute, in the one format that browsers' own pickers speak."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def wall_time(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Return the instant as a wall time of the zone, for a form field."""
    return instant.astimezone(zone).replace(tzinfo=None) if instant else None


class HttpsField(forms.URLField):
    """An address that is taken as https where no scheme is typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "assume_scheme": "https"})


class CohortForm(forms.ModelForm):
    """A cohort as an administrator sets it up; times are meant in the cohort's zone."""

    title = forms.CharField(label=_("Name"), max_length=120)

    class Meta:
        model = Cohort
        fields = [
            "programme",
            "code",
            "starts_on",
            "ends_on",
            "time_zone",
            "language",
            "seats",
            "enrolment_opens_at",
            "enrolment_closes_at",
            "follows_published",
        ]
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "enrolment_opens_at": MinuteInput(),
            "enrolment_closes_at": MinuteInput(),
        }

    field_order = ["programme", "title"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = cast("forms.ModelChoiceField[Programme]", self.fields["programme"])
        programme.queryset = Programme.objects.visible_to(user)
        programme.empty_label = None
        zones = [(zone, zone.replace("_", " ")) for zone in settings.WAGTAIL_USER_TIME_ZONES]
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)
        if self.instance.pk:
            self.fields["programme"].disabled = True
            self.fields["title"].initial = self.instance.title.text
            for name in ("enrolment_opens_at", "enrolment_closes_at"):
                self.initial[name] = wall_time(getattr(self.instance, name), self.instance.zone)

    def clean(self) -> dict[str, Any]:
        """Read the instants as wall time of the cohort's zone."""
        values = super().clean() or {}
        zone = ZoneInfo(values.get("time_zone") or "UTC")
        for name in ("enrolment_opens_at", "enrolment_closes_at"):
            if instant := values.get(name):
                values[name] = instant.replace(tzinfo=zone).astimezone(UTC)
        opens, closes = values.get("enrolment_opens_at"), values.get("enrolment_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("enrolment_closes_at", _("Enrolment must close after it opens."))
        return values

    def save(self, commit: bool = True) -> Cohort:
        """Keep the name under the language of the cohort."""
        self.instance.titles = {
            **self.instance.titles,
            self.cleaned_data["language"]: self.cleaned_data["title"],
        }
        return super().save(commit)


class SessionForm(forms.ModelForm):
    """A live session; the start is meant in the cohort's zone."""

    class Meta:
        model = LiveSession
        fields = [
            "title",
            "lecturer",
            "course",
            "starts_at",
            "minutes",
            "minimum_minutes",
            "join_url",
        ]
        widgets = {"starts_at": MinuteInput()}
        field_classes = {"join_url": HttpsField}

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        courses = cohort.programme.courses.filter(retired_at__isnull=True)
        cast("forms.ModelChoiceField[Course]", self.fields["course"]).queryset = courses
        if self.instance.pk:
            self.initial["starts_at"] = wall_time(self.instance.starts_at, cohort.zone)

    def clean(self) -> dict[str, Any]:
        """Read the start as wall time of the cohort's zone, and keep the minimum within reach."""
        values = super().clean() or {}
        if start := values.get("starts_at"):
            values["starts_at"] = start.replace(tzinfo=self.cohort.zone).astimezone(UTC)
        minutes, minimum = values.get("minutes"), values.get("minimum_minutes")
        if minutes is not None and minimum is not None and minimum > minutes:
            self.add_error("minimum_minutes", _("No more than the length of the session."))
        return values


class PeopleFilter(forms.Form):
    """Which people of a cohort are listed, and in which order; anything else is ignored."""

    ORDERS = {
        "name": ("user__name", "pk"),
        "newest": ("-enrolled_at", "-pk"),
        "oldest": ("enrolled_at", "pk"),
    }

    q = forms.CharField(required=False, max_length=100, label=_("whose name or e-mail holds"))
    state = forms.ChoiceField(
        required=False,
        label=_("state"),
        choices=[("", _("everybody")), *Enrolment.State.choices],
    )
    order = forms.ChoiceField(
        required=False,
        label=_("order"),
        choices=[
            ("name", _("by name")),
            ("newest", _("newest first")),
            ("oldest", _("oldest first")),
        ],
    )

    def apply(self, places: Any) -> Any:
        """Return the places that fit; unknown values count as not given."""
        values = self.cleaned_data if self.is_valid() else {}
        if word := values.get("q"):
            found = Q(user__name__icontains=word)
            places = places.filter(found | Q(user__email__icontains=word))
        if state := values.get("state"):
            places = places.filter(state=state)
        return places.order_by(*self.ORDERS[values.get("order") or "name"])
