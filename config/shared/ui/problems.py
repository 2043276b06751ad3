"""A DomainError as an answer that a person understands. Called by views that caught one outside a form.

A conflict is 409, a refused input 422; htmx gets one plain sentence, which the page shows as a toast and swaps nowhere.
"""

from django.http import HttpResponse
from django.shortcuts import render

from config.shared.errors import DomainError


def refused(request, error: DomainError, *, back_url: str = "") -> HttpResponse:
    """Say why it was refused, and the way back."""
    status = 409 if error.conflict else 422
    if getattr(request, "htmx", False):
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8", headers={"HX-Reswap": "none"})
    return render(request, f"{status}.html", {"message": str(error), "back_url": back_url}, status=status)
