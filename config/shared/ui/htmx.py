"""Answers that work with and without htmx. Called by views whose form may stand in a dialog, a panel or on its own page."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url


def done(request, to, *args, **kwargs) -> HttpResponse:
    """Go on to `to` (URL, view name or object) after a verb: a redirect, or for htmx a whole new page at that URL."""
    url = resolve_url(to, *args, **kwargs)
    if not getattr(request, "htmx", False):
        return HttpResponseRedirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response
