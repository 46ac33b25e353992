"""Addresses of verification and of the documents."""

from django.urls import path

from certificates import views, views_lists, views_log, views_names

app_name = "certificates"

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/list/", views_lists.check_list, name="list"),
    path("verify/<str:code>/", views.result, name="result"),
    path("verify/<str:code>/rosette.svg", views.rosette, name="rosette"),
    path("certificates/<str:code>.pdf", views.document, name="document"),
    path(".well-known/did.json", views.did, name="did"),
    path("credentials/<str:code>.<str:form>", views.credential, name="credential"),
    path("credentials/status/<int:number>", views.status_list, name="status-list"),
    path("learn/awards/<uuid:uid>/visibility/", views.visibility_change, name="visibility"),
    path("learn/awards/<uuid:uid>/name/", views_names.name_change, name="name-change"),
    path("register/log/head.json", views_log.head, name="log-head"),
    path("register/log/leaves.json", views_log.leaves, name="log-leaves"),
    path("register/log/events/<int:number>.json", views_log.inclusion, name="log-event"),
    path("register/log/consistency.json", views_log.consistency, name="log-consistency"),
]
