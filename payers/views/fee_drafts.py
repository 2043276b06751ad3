"""A draft of prices: the grid that one keys into, what it would change, and what ends it. Every change is a service's."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.http import require_POST

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.permissions import EDIT_FEES, allows
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast
from payers.models import FeeDraft, FeeDraftItem
from payers.rules.fee_values import NotAFee, as_typed
from payers.rules.price_effect import Effects
from payers.selectors import fee_drafts
from payers.services.apply_fee_draft import apply_fee_draft
from payers.services.change_fee_draft import READERS, set_cell, undo_last
from payers.views.fees import PAGE, find_filter

HEADER = ("code", "modifier", "description", "current price", "price", "change %", "lines in 90 days", "effect")
SORTS = {"code": Sort("procedure_code"), "price": Sort("unit_price", nullable=True)}


def fee_draft(request: HttpRequest, public_id) -> HttpResponse:
    """The grid; ?q= and ?show= narrow it, ?format=csv gives its file."""
    draft = held(public_id)
    found, totals = fee_drafts.looked_back(draft, today=clock.today()), fee_drafts.totals(draft)
    listing = grid_listing(request, draft, found)
    if listing.wants_csv:
        return csv_response(f"{draft.schedule.name} from {draft.valid_from:%Y-%m-%d}", HEADER, _csv(draft, listing, found))
    rows, show = fee_drafts.grid_rows(draft, listing.rows, found), listing.chosen.get("show", ["all"])[0]
    return render(request, "payers/fee_draft.html", {
        **facts(request, draft, found, totals), "listing": listing, "rows": rows, "show": show, "find": request.GET.get("q", ""),
        "toggles": _toggles(request, totals, len(found.rows), show),
        "before": fee_drafts.version_before(draft), "shown_effect": sum(row.effect.difference for row in rows),
        "imports": draft.imports.select_related("read_by").exclude(status="left")[:5],
    })


@require_POST
def fee_draft_cell(request: HttpRequest, public_id, item: int) -> HttpResponse:
    """Save one cell: it comes back with its row's figures (200), with its error (422), or is refused as stale (409)."""
    draft, field = held(public_id), request.POST.get("field", "")
    row = get_object_or_404(fee_drafts.items(draft), pk=item)
    if field not in READERS:
        return HttpResponse("No such cell.", status=422, content_type="text/plain; charset=utf-8")
    value = request.POST.get("value", "")
    try:
        set_cell(draft_id=draft.pk, item_id=item, field=field, value=value, seen=request.POST.get("seen"))
    except NotAFee as error:
        return _cell(request, draft, row, field, {"typed": value, "error": str(error)}, status=422)
    except DomainError as error:
        return refused(request, error, back_url=reverse("payers:fee_draft", args=[public_id]))
    return _cell(request, draft, fee_drafts.items(draft).get(pk=item), field, {})


@require_POST
def fee_draft_undo(request: HttpRequest, public_id) -> HttpResponse:
    """Take back the change that the page named."""
    draft, step = held(public_id), request.POST.get("step", "")
    back = request.POST.get("back", "")
    here = reverse("payers:fee_draft", args=[public_id])
    try:
        words = undo_last(draft_id=draft.pk, expected_step=int(step) if step.isdigit() and len(step) < 9 else 0)
    except DomainError as error:
        return refused(request, error, back_url=here)
    toast(request, f"Taken back: {words}.")
    return redirect(back if back.startswith(here) and url_has_allowed_host_and_scheme(back, None) else here)


class FeeDraftApplyView(View):
    """What would be different, and what it touches; POST applies it as it was shown (409 where it changed since)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        draft = held(public_id)
        if not draft.is_open:
            return redirect("payers:fee_draft", public_id)
        return self._show(request, draft)

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        draft, version = held(public_id), request.POST.get("version", "")
        try:
            applied = apply_fee_draft(
                draft_id=draft.pk, expected_version=int(version) if version.isdigit() and len(version) < 9 else 0, actor=request.user, at=clock.now()
            )
        except DomainError as error:
            draft, back_url = held(public_id), reverse("payers:fee_draft", args=[public_id])
            return self._show(request, draft, error) if draft.is_open else refused(request, error, back_url=back_url)
        toast(request, f"Applied: {applied}.")
        return redirect("payers:fee_schedule", draft.schedule.public_id)

    @staticmethod
    def _show(request: HttpRequest, draft: FeeDraft, error: DomainError | None = None) -> HttpResponse:
        found, totals = fee_drafts.looked_back(draft, today=clock.today()), fee_drafts.totals(draft)
        rows = fee_drafts.items(draft).filter(kind__in=fee_drafts.CHANGES)
        kinds = [("All", totals.touched, ""), ("Changed", totals.changed, "changed"), ("New", totals.new, "new"), ("Ends", totals.ended, "ended")]
        kind = Filter("kind", "Kind", [Choice(value, label) for label, _, value in kinds if value], lookup="kind", single=True)
        listing = Listing(
            request.GET, rows, path=request.path, sorts=SORTS, default_sort="code", page_size=PAGE, filters=[kind],
        )
        return render(request, "payers/fee_draft_apply.html", {
            **facts(request, draft, found, totals), "listing": listing, "rows": fee_drafts.grid_rows(draft, listing.rows, found), "error": error,
            "kinds": kinds, "shown_kind": listing.chosen.get("kind", [""])[0],
            "touched": fee_drafts.touched_backwards(draft, today=clock.today()),
            "apply_hint": f"{totals.touched:,} {'difference' if totals.touched == 1 else 'differences'} from {draft.valid_from:%m/%d/%Y}",
        }, status=200 if error is None else 409 if error.conflict else 422)


def held(public_id) -> FeeDraft:
    """The draft of a URL."""
    rows = FeeDraft.objects.select_related("schedule", "base", "started_by", "applied_version")
    return get_object_or_404(rows, public_id=public_id)


def grid_listing(request: HttpRequest, draft: FeeDraft, found: Effects) -> Listing:
    """The rows that the URL asks for."""
    show = Filter(
        "show", "Show", [Choice(key, label) for key, label in fee_drafts.LABELS.items() if key != "all"],
        apply=lambda rows, values: fee_drafts.narrowed(rows, values[0], found), single=True,
    )
    return Listing(
        request.GET, fee_drafts.items(draft), path=request.path, sorts=SORTS, default_sort="code", page_size=PAGE,
        filters=[find_filter(request), show],
    )


def facts(request: HttpRequest, draft: FeeDraft, found: Effects, totals: fee_drafts.Totals) -> dict[str, Any]:
    """What the draft's panel says, on each of its pages."""
    return {
        "draft": draft, "totals": totals, "found": found, "days": fee_drafts.LOOKED_BACK, "workplace": "payers",
        "can_edit": draft.is_open and allows(request.user, EDIT_FEES), "is_contract": draft.schedule.kind == "contract",
        "unpriced": sorted(found.unpriced.items(), key=lambda pair: -pair[1])[:8],
    }


def _cell(request: HttpRequest, draft: FeeDraft, item: FeeDraftItem, field: str, more: dict[str, Any], status: int = 200) -> HttpResponse:
    """The cell alone where it is wrong; else with what follows from it, swapped beside it."""
    context: dict[str, Any] = {"draft": draft, "can_edit": True, "field": field, "saved": status == 200}
    if status == 200:
        draft.refresh_from_db()
        found = fee_drafts.looked_back(draft, today=clock.today())
        context |= facts(request, draft, found, fee_drafts.totals(draft)) | {"row": fee_drafts.grid_row(item, None, found)}
    else:
        context["row"] = fee_drafts.grid_row(item, None, Effects())
    return render(request, "payers/_fee_cell_saved.html", context | more, status=status)


def _toggles(request: HttpRequest, totals: fee_drafts.Totals, used: int, show: str) -> list[tuple[str, str, str, bool]]:
    """Label, count, URL and whether it is the one in use; what was typed to find codes stays."""
    counts = {"all": totals.every, "changed": totals.touched, "missing": totals.missing, "used": used, "large": totals.large}
    find = {"q": request.GET["q"]} if request.GET.get("q") else {}
    return [
        (label, f"{counts[key]:,}", "?" + urlencode(find | ({} if key == "all" else {"show": key})), key == show)
        for key, label in fee_drafts.LABELS.items()
    ]


def _csv(draft: FeeDraft, listing: Listing, found: Effects) -> Iterator[tuple]:
    for item in listing.filtered.order_by("procedure_code", "modifier").iterator(chunk_size=2000):
        row = fee_drafts.grid_row(item, None, found)
        yield (
            item.procedure_code, item.modifier, item.description, as_typed(item.base_price), row.typed, row.change, row.effect.lines,
            row.effect.difference,
        )
