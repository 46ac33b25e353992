"""Forms of the desk: cohorts, sessions, attendance, and the filter of people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.models import Course, Programme
from foundation.wording import pick
from learning.models import Cohort, Enrolment, LiveSession

EARLIEST_YEAR, LATEST_YEAR = 1970, 2999
A_DAY = 24 * 60


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


class WallTimeField(forms.DateTimeField):
    """A wall time without a zone; the form says whose wall it is."""

    widget = MinuteInput

    def to_python(self, value: Any) -> datetime | None:
        """Read the digits as they stand, whatever zone the reader is in."""
        with timezone.override(UTC):
            found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant of a wall time; refuses a time that the clocks of the zone skip."""
    if not EARLIEST_YEAR <= wall.year <= LATEST_YEAR:
        raise forms.ValidationError(_("Please give a year between 1970 and 2999."))
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != wall:
        raise forms.ValidationError(
            _("There is no such time in %(zone)s: the clocks are put forward in that hour."),
            params={"zone": zone.key},
        )
    return instant


def read_instants(
    form: forms.BaseForm, values: dict[str, Any], names: tuple[str, ...], zone: ZoneInfo
) -> None:
    """Turn the wall times of these fields into instants; one that cannot be is an error there."""
    for name in names:
        if wall := values.get(name):
            try:
                values[name] = instant_of(wall, zone)
            except forms.ValidationError as error:
                values.pop(name)
                form.add_error(name, error)


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
        labels = {"programme": _("Programme")}
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        field_classes = {
            "enrolment_opens_at": WallTimeField,
            "enrolment_closes_at": WallTimeField,
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
            self._start_from(self.instance)

    def _start_from(self, cohort: Cohort) -> None:
        """Fill the form with a cohort; what learners rely on by now cannot be changed."""
        self.fields["programme"].disabled = True
        self.fields["title"].initial = pick(cohort.titles, cohort.language).text
        for name in ("enrolment_opens_at", "enrolment_closes_at"):
            self.initial[name] = wall_time(getattr(cohort, name), cohort.zone)
        if cohort.enrolments.exists():
            self.fields["follows_published"].disabled = True
            self.fields["follows_published"].help_text = _(
                "It is settled since the first person enrolled: what counts must not move."
            )

    def clean(self) -> dict[str, Any]:
        """Read the times as those of the cohort's zone, and keep each end after its start."""
        values = super().clean() or {}
        zone = ZoneInfo(values.get("time_zone") or "UTC")
        read_instants(self, values, ("enrolment_opens_at", "enrolment_closes_at"), zone)
        opens, closes = values.get("enrolment_opens_at"), values.get("enrolment_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("enrolment_closes_at", _("Enrolment must close after it opens."))
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("A cohort cannot end before it begins."))
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

    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=A_DAY, initial=LiveSession.minutes.field.default
    )

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
        labels = {"course": _("Course")}
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {
            "starts_at": WallTimeField,
            "join_url": HttpsField,
        }

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
        read_instants(self, values, ("starts_at",), self.cohort.zone)
        minutes, minimum = values.get("minutes"), values.get("minimum_minutes")
        if minutes is not None and minimum is not None and minimum > minutes:
            self.add_error("minimum_minutes", _("No more than the length of the session."))
        return values


class AttendanceForm(forms.Form):
    """How many minutes each person was in a session; an empty field says nothing."""

    def __init__(
        self, *args: Any, session: LiveSession, places: list[Enrolment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = dict(session.attendances.values_list("enrolment_id", "minutes"))
        self.places = {f"minutes-{place.uid}": place.pk for place in places}
        for place in places:
            self.fields[f"minutes-{place.uid}"] = forms.IntegerField(
                label=place.user.name,
                required=False,
                min_value=0,
                max_value=session.minutes,
                initial=known.get(place.pk),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def minutes(self) -> dict[int, int]:
        """Return the minutes given, by the place's row number."""
        given = {pk: self.cleaned_data.get(name) for name, pk in self.places.items()}
        return {pk: minutes for pk, minutes in given.items() if minutes is not None}


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
        self.is_valid()  # What is nonsense is then missing from the cleaned data.
        values = self.cleaned_data
        if word := values.get("q"):
            found = Q(user__name__icontains=word)
            places = places.filter(found | Q(user__email__icontains=word))
        if state := values.get("state"):
            places = places.filter(state=state)
        return places.order_by(*self.ORDERS[values.get("order") or "name"])
