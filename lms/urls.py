"""The URL map: which app answers which address."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from lms import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("learn/", include("cms.urls_learn")),
    path("learn/", include("learning.urls")),
    path("learn/", include("assessments.urls")),
    path("desk/", include("learning.urls_desk")),
    path("desk/", include("assessments.urls_desk")),
    path("desk/", include("certificates.urls_desk")),
    path("", include("certificates.urls")),
    path("", include("cms.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("dev/", include("lms.demo.urls")))

urlpatterns += i18n_patterns(path("", include("cms.urls_pages")))

handler400 = "lms.errors.bad_request"
handler403 = "lms.errors.forbidden"
handler404 = "lms.errors.not_found"
handler500 = "lms.errors.failure"
