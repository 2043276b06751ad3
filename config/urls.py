"""Every route of the system. Each name stands in config/shared/access/routes.csv, or nobody reaches it."""

from django.urls import include, path

from config import views
from config.health import healthz
from patients.views.search import search

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", views.home, name="home"),
    path("style/", views.style_page, name="style"),
    path("search/", search, name="search"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/mfa/", include("allauth.mfa.urls")),
    path("practice/", include("config.practice.urls")),
    path("payers/", include("payers.urls")),
    path("patients/", include("patients.urls")),
    path("billing/", include("billing.urls")),
    path("claims/", include("claims.urls")),
]
