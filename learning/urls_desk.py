"""Addresses of cohorts, people and sessions at the desk."""

from django.urls import path

from learning import views_desk as views

app_name = "desk"

urlpatterns = [
    path("", views.index, name="index"),
    path("cohorts/", views.cohorts, name="cohorts"),
    path("cohorts/new/", views.cohort_edit, name="cohort-new"),
    path("cohorts/<uuid:uid>/", views.cohort_detail, name="cohort"),
    path("cohorts/<uuid:uid>/edit/", views.cohort_edit, name="cohort-edit"),
    path("cohorts/<uuid:uid>/people.csv", views.cohort_export, name="cohort-export"),
    path("people/<uuid:uid>/", views.person_detail, name="person"),
    path("people/<uuid:uid>/change/", views.person_change, name="person-change"),
    path("cohorts/<uuid:cohort_uid>/sessions/new/", views.session_edit, name="session-new"),
    path(
        "cohorts/<uuid:cohort_uid>/sessions/<uuid:uid>/", views.session_edit, name="session-edit"
    ),
    path(
        "cohorts/<uuid:cohort_uid>/sessions/<uuid:uid>/attendance/",
        views.attendance_edit,
        name="attendance",
    ),
]
