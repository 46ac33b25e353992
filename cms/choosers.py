"""Choosers of the CMS for what is not Wagtail's: quizzes and assignments of one's own courses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet


class OwnCoursesMixin:
    """Lists, and gives, only what belongs to the courses of the person (A10)."""

    def get_object_list(self) -> Any:
        """Return the objects the person may see."""
        return self.model_class.objects.visible_to(self.request.user)  # type: ignore[attr-defined]

    def get_object(self, pk: Any) -> Any:
        """Return one of them; Wagtail answers 404 to DoesNotExist."""
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Any) -> Any:
        """Return several of them."""
        return self.get_object_list().filter(pk__in=pks)


class _Choose(OwnCoursesMixin, chooser.ChooseView):
    """The chooser's window."""


class _Results(OwnCoursesMixin, chooser.ChooseResultsView):
    """The chooser's list."""


class _Chosen(OwnCoursesMixin, chooser.ChosenView):
    """What was chosen."""


class _ChosenMany(OwnCoursesMixin, chooser.ChosenMultipleView):
    """What was chosen, several at once."""


class OwnCoursesChooser(ChooserViewSet):
    """A chooser limited to the courses of the person."""

    choose_view_class = _Choose
    choose_results_view_class = _Results
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMany


quiz_chooser = OwnCoursesChooser(
    "quiz_chooser",
    model="assessments.Quiz",
    icon="tick-inverse",
    choose_one_text=_("Choose a quiz"),
    choose_another_text=_("Choose another quiz"),
)

assignment_chooser = OwnCoursesChooser(
    "assignment_chooser",
    model="assessments.Assignment",
    icon="form",
    choose_one_text=_("Choose an assignment"),
    choose_another_text=_("Choose another assignment"),
)
