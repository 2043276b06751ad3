"""Every route of the system. Each name stands in config/shared/access/routes.csv, or nobody reaches it."""

from django.urls import include, path

from config import saved_views, today, views
from config.health import healthz
from patients.views.search import search

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", views.home, name="home"),
    path("today/", today.home_side, name="home_side"),
    path("notices/", today.notices, name="notices"),
    path("deadlines/", today.deadline_list, name="deadlines"),
    path("figures/", today.figure_list, name="figures"),
    path("figures/<slug:key>/", today.figure, name="figure"),
    path("views/new/", saved_views.new, name="saved_view_new"),
    path("views/<uuid:public_id>/", saved_views.edit, name="saved_view"),
    path("views/<uuid:public_id>/restore/", saved_views.restore, name="saved_view_restore"),
    path("work/undo/<uuid:token>/", views.undo_work, name="undo_work"),
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
