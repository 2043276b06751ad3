"""The one search box: each app's source answers for its group, exact hits first. By POST, since what one types is a name."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from config.shared.permissions import allows
from config.shared.registries.search import Hit, every
from config.shared.services.record_access import record_list

LIMIT = 6


def search(request: HttpRequest) -> HttpResponse:
    """For the box: a fragment of matches. As a page, without script: the same matches; a single one is opened."""
    text = request.POST.get("q", "").strip()[:100]
    groups = _groups(request, text) if text else []
    hits = [hit for _, found in groups for hit in found]
    record_list(request, chain.from_iterable(hit.patient_ids for hit in hits), {"search": text})
    if request.headers.get("HX-Request"):
        options = [_option(label, hit) for label, found in groups for hit in found]
        options.sort(key=lambda option: not option["exact"])
        return render(request, "components/suggest.html", {"options": options, "nothing": "Nothing found."})
    if len(hits) == 1:
        return redirect(hits[0].url)
    return render(request, "patients/search.html", {"groups": groups, "text": text})


def _groups(request: HttpRequest, text: str) -> list[tuple[str, list[Hit]]]:
    sources = [source for source in every() if allows(request.user, source.permission)]
    found = [(source.label, source.find(text, request.user, LIMIT)) for source in sources]
    groups = [(label, sorted(hits, key=lambda hit: not hit.exact)) for label, hits in found if hits]
    return sorted(groups, key=lambda group: not group[1][0].exact)


def _option(group: str, hit: Hit) -> dict:
    return {"value": hit.url, "label": hit.title, "note": hit.detail, "url": hit.url, "hide_value": True, "extra": group, "exact": hit.exact}
