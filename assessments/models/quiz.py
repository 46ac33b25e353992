"""What a quiz asks: the bank of questions with their choices and keys."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.querysets import CourseOwnedQuerySet, QuestionQuerySet
from assessments.words import said
from courses.models import Course
from foundation.wording import Words


class Quiz(models.Model):
    """One row is one quiz; it stands wherever an Activity of kind quiz names its ``uid``.

    ``course`` is the owner: who teaches it may edit the quiz. ``pass_share`` runs from 0 to 1.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=120)
    titles = models.JSONField(_("titles by language"), default=dict)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, null=True, blank=True, related_name="quizzes"
    )
    pass_share = models.DecimalField(
        _("share of the marks to pass"), max_digits=4, decimal_places=3, default=Decimal("0.7")
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True, help_text=_("Empty means as many as wanted.")
    )
    time_limit = models.PositiveSmallIntegerField(
        _("minutes allowed"), null=True, blank=True, help_text=_("Empty means untimed.")
    )
    shuffle = models.BooleanField(_("choices in random order"), default=True)

    objects = CourseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["slug", "pk"]
        constraints = [
            models.CheckConstraint(
                name="quiz_pass_share_is_a_share",
                condition=models.Q(pass_share__gt=0, pass_share__lte=1),
            ),
            models.CheckConstraint(
                name="quiz_allows_an_attempt",
                condition=models.Q(attempts_allowed__isnull=True)
                | models.Q(attempts_allowed__gte=1),
            ),
            models.CheckConstraint(
                name="quiz_time_limit_is_time",
                condition=models.Q(time_limit__isnull=True) | models.Q(time_limit__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.title.text or self.slug

    @property
    def title(self) -> Words:
        """The title in the language of the interface now in force."""
        return said(self.titles)


class Question(models.Model):
    """One row is one item of a quiz in its present wording.

    ``revision`` rises whenever words, choices or key change; attempts keep what they showed in
    their own paper. Texts may hold ``*emphasis*``, nothing else. Retired, never deleted.
    """

    class Kind(models.TextChoices):
        """How it is answered."""

        SINGLE = "single", _("one answer")
        MULTIPLE = "multiple", _("several answers")
        TRUEFALSE = "truefalse", _("true or false")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    marks = models.DecimalField(_("marks"), max_digits=5, decimal_places=2, default=Decimal(1))
    prompts = models.JSONField(_("prompts by language"), default=dict)
    explanations = models.JSONField(_("explanations by language"), default=dict)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="question_has_marks", condition=models.Q(marks__gt=0)),
            models.CheckConstraint(
                name="question_revision_counts_from_one", condition=models.Q(revision__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return said(self.prompts).text


class Choice(models.Model):
    """One row is one option of a question, right or not, with the words a learner reads after."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    texts = models.JSONField(_("texts by language"), default=dict)
    is_correct = models.BooleanField(_("right"), default=False)
    feedbacks = models.JSONField(_("feedback by language"), default=dict)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return said(self.texts).text
