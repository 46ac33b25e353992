"""Addresses of accounts that are ours; allauth's stand beside them in lms.urls."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("profile/", views.profile_edit, name="profile"),
    path("language/", views.language_choose, name="language"),
]
