"""Addresses of awards at the desk."""

from django.urls import path

from certificates import views_desk as views

app_name = "awards"

urlpatterns = [
    path("awards/", views.cohorts, name="cohorts"),
    path("awards/register.csv", views.register_export, name="register"),
    path("awards/cohorts/<uuid:uid>/", views.cohort, name="cohort"),
    path("awards/cohorts/<uuid:uid>/propose/", views.propose, name="propose"),
    path("awards/cohorts/<uuid:uid>/approve/", views.approve, name="approve"),
    path("awards/cohorts/<uuid:uid>/issue/", views.issue, name="issue"),
    path("awards/cohorts/<uuid:uid>/drop/", views.drop, name="drop"),
    path("awards/<uuid:uid>/", views.award, name="award"),
]
