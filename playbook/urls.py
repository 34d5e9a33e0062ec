"""Where everything is."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from incidents.views.sign_in_once import sign_in_once
from playbook import bundles

urlpatterns = [
    path("", include("incidents.urls")),
    path("", include("sessions.urls")),
    path("assets/<str:digest>/<str:name>", bundles.serve, name="bundle"),
    path("i18n/", include("django.conf.urls.i18n")),
]
handler500 = "incidents.views.faults.fault"

if settings.ENVIRONMENT == "local":
    urlpatterns.append(path("sign-in/once/<str:who>/<str:token>/", sign_in_once, name="sign_in_once"))
if settings.ADMIN_PATH:
    urlpatterns.append(path(settings.ADMIN_PATH, admin.site.urls))
