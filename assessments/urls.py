"""Addresses of quizzes and assignments below /learn/."""

from __future__ import annotations

from django.urls import path

from assessments.views import assignments, quizzes

app_name = "assessments"

urlpatterns = [
    path("quizzes/<uuid:uid>/", quizzes.quiz, name="quiz"),
    path("quizzes/<uuid:uid>/start/", quizzes.quiz_start, name="quiz-start"),
    path("attempts/<uuid:uid>/", quizzes.attempt, name="attempt"),
    path("attempts/<uuid:uid>/save/", quizzes.attempt_save, name="attempt-save"),
    path("attempts/<uuid:uid>/submit/", quizzes.attempt_submit, name="attempt-submit"),
    path("assignments/<uuid:uid>/", assignments.assignment, name="assignment"),
    path("submissions/<uuid:uid>/file/", assignments.submission_file, name="submission-file"),
]
