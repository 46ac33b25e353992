"""Addresses of marking at the desk."""

from __future__ import annotations

from django.urls import path

from assessments.views import desk

app_name = "marking"

urlpatterns = [
    path("marking/", desk.marking_list, name="list"),
    path("marking/quizzes/", desk.quiz_results, name="quiz-results"),
    path("marking/<uuid:uid>/", desk.marking_submission, name="submission"),
    path("marking/<uuid:uid>/file/", desk.marking_file, name="file"),
]
