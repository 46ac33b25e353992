"""Addresses that only the demo has: the mailbox and the styleguide."""

from django.urls import path

from lms.demo import mailbox, styleguide

app_name = "demo"

urlpatterns = [
    path("mail/", mailbox.mailbox, name="mailbox"),
    path("mail/<str:number>/", mailbox.mail, name="mail"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
