"""The frame's own routes and no app's: tests of the frame need no more."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from config import today, views
from config.shared.errors import StaleVersion, TransitionNotAllowed
from config.shared.ui.problems import refused


class AmountTooLarge(TransitionNotAllowed):
    """An input that is refused, rather than a state."""

    code = "amount_too_large"
    message = "The write-off is over your limit."
    conflict = False


def broken(request) -> HttpResponse:
    """A view that fails."""
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("", views.home, name="home"),
    path("today/", today.home_side, name="home_side"),
    path("deadlines/", today.deadline_list, name="deadlines"),
    path("figures/", today.figure_list, name="figures"),
    path("figures/<slug:key>/", today.figure, name="figure"),
    path("work/undo/<uuid:token>/", views.undo_work, name="undo_work"),
    path("style/", views.style_page, name="style"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/mfa/", include("allauth.mfa.urls")),
    path("broken/", broken, name="broken"),
    path("stale/", lambda request: refused(request, StaleVersion(), back_url="/style/"), name="stale"),
    path("over-limit/", lambda request: refused(request, AmountTooLarge()), name="over-limit"),
    path("dialog/", lambda request: render(request, "style/sample_dialog.html"), name="dialog"),
]
