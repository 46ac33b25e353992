"""Addresses of verification and of the documents."""

from django.urls import path

from certificates import views

app_name = "certificates"

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.result, name="result"),
    path("verify/<str:code>/rosette.svg", views.rosette, name="rosette"),
    path("certificates/<str:code>.pdf", views.document, name="document"),
    path(".well-known/did.json", views.did, name="did"),
    path("credentials/<str:code>.<str:form>", views.credential, name="credential"),
    path("credentials/status/<int:number>", views.status_list, name="status-list"),
    path("learn/awards/<uuid:uid>/visibility/", views.visibility_change, name="visibility"),
]
