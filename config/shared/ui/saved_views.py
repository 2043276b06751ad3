"""The tabs of saved views over a list, and the list that opens with its default view. Called by list views and the template tag.

A list that is asked for without any filter opens with its default view; the tab "All" asks for it as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from config.shared.models import SavedView
from config.shared.services.saved_views import default_of, views_of
from config.shared.ui.listing import Listing

ALL = "all=1"


@dataclass(frozen=True, slots=True)
class Tab:
    """`edit_url` is empty for "All"."""

    label: str
    url: str
    current: bool
    edit_url: str = ""


def with_saved_views(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A list view whose filters can be kept under a name: one query more."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        request.saved_views = views_of(request.user, request.resolver_match.view_name)
        default = default_of(request.saved_views)
        if default and not request.GET and request.method == "GET" and not request.headers.get("HX-Request"):
            return redirect(f"{request.path}?{default.query or ALL}")
        return view(request)

    return shown


def tabs(request: HttpRequest, listing: Listing) -> list[Tab]:
    """"All" and the views, where there are any; the one that the list stands on is current."""
    views: list[SavedView] = getattr(request, "saved_views", [])
    here = _sorted(_query(listing))
    shown = [
        Tab(each.name, f"{listing.path}?{each.query or ALL}", _sorted(each.query) == here, reverse("saved_view", args=[each.public_id]))
        for each in views
    ]
    return [Tab("All", f"{listing.path}?{ALL}", not here and not any(tab.current for tab in shown)), *shown] if shown else []


def new_url(request: HttpRequest, listing: Listing) -> str:
    """Where the present filters get a name."""
    return f"{reverse('saved_view_new')}?{urlencode({'route': request.resolver_match.view_name, 'query': _query(listing)})}"


def _query(listing: Listing) -> str:
    return listing.url.partition("?")[2]


def _sorted(query: str) -> list[tuple[str, str]]:
    return sorted(parse_qsl(query))
