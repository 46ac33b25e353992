"""Addresses of the learner's own pages below /learn/."""

from django.urls import path

from learning import views

app_name = "learning"

urlpatterns = [
    path("", views.home, name="home"),
    path("cohorts/<uuid:uid>/enrol/", views.enrol, name="enrol"),
    path("enrolments/<uuid:uid>/withdraw/", views.enrolment_withdraw, name="withdraw"),
    path("lessons/<uuid:uid>/complete/", views.lesson_complete, name="lesson-complete"),
    path("lessons/<uuid:uid>/place/", views.lesson_place, name="lesson-place"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/<uuid:uid>.ics", views.session_calendar, name="session-calendar"),
]
