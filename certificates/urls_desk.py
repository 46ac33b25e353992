"""Addresses of awards at the desk."""

from django.urls import path

from certificates import views_desk as views
from certificates import views_desk_names, views_desk_register

app_name = "awards"

urlpatterns = [
    path("awards/", views.cohorts, name="cohorts"),
    path("awards/names/", views_desk_names.name_changes, name="name-changes"),
    path("awards/names/<uuid:uid>/", views_desk_names.name_change, name="name-change"),
    path("awards/programmes/<uuid:uid>/register.csv", views_desk_register.table, name="register"),
    path(
        "awards/programmes/<uuid:uid>/register.json",
        views_desk_register.as_json,
        name="register-json",
    ),
    path("awards/cohorts/<uuid:uid>/", views.cohort, name="cohort"),
    path("awards/cohorts/<uuid:uid>/propose/", views.propose, name="propose"),
    path("awards/cohorts/<uuid:uid>/approve/", views.approve, name="approve"),
    path("awards/cohorts/<uuid:uid>/issue/", views.issue, name="issue"),
    path("awards/cohorts/<uuid:uid>/drop/", views.drop, name="drop"),
    path("awards/<uuid:uid>/", views.award, name="award"),
    path("awards/<uuid:uid>/reinstate/", views.reinstate, name="reinstate"),
]
