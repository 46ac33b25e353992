"""Addresses of verification and of the documents."""

from django.urls import path

from certificates import views

app_name = "certificates"

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.result, name="result"),
    path("verify/<str:code>/rosette.svg", views.rosette, name="rosette"),
    path("certificates/<str:code>.pdf", views.document, name="document"),
    path("learn/awards/<uuid:uid>/visibility/", views.visibility_change, name="visibility"),
]
