"""Addresses of lessons, courses and their media below /learn/."""

from __future__ import annotations

from django.urls import path

from cms.views import lessons, media

app_name = "lessons"

urlpatterns = [
    path("lessons/<uuid:uid>/", lessons.lesson, name="lesson"),
    path("courses/<uuid:uid>/", lessons.course, name="course"),
    path("media/<uuid:uid>/<int:pk>/", media.recording, name="media"),
    path("files/<uuid:uid>/<int:pk>/", media.document, name="file"),
]
