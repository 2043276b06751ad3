"""Verbs for the ticked rows of a worklist that ask for something first: to whom, until when, which note.

The dialog says what it will do to how many, and which it skips and why. Where the answer changes that (a later day skips more), it says so
again before it does anything. Assigning and snoozing can be undone from the toast.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from claims.forms import verbs
from claims.models import Claim, Denial, DenialStatus
from claims.selectors import claim_list, denials
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import WorkItem
from config.shared.services.record_access import record_list
from config.shared.services.work_undo import assign_with_undo, snooze_with_undo
from config.shared.ui.htmx import done
from config.shared.ui.text import day
from config.shared.ui.toasts import toast
from patients.services.write_note import write_notes

MOST = 200
NAMED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A ticked row. `last_day`: it may not sleep past it. `ended`: why nobody works it any more."""

    pk: int
    public_id: UUID
    number: str
    patient_id: int
    item: WorkItem | None
    last_day: date | None
    ended: str = ""


def ticked_claims(ids: list[UUID]) -> list[Row]:
    """Claims, with the day until which they can be filed."""
    found = claim_list.rows(claim_list.claims().filter(public_id__in=ids).order_by("pk"))
    return [Row(row.claim.pk, row.claim.public_id, row.claim.number, row.claim.patient_id, row.item, row.claim.clock_date) for row in found]


def ticked_denials(ids: list[UUID]) -> list[Row]:
    """Denials, with the day until which they can be disputed."""
    found = list(Denial.objects.select_related("claim").filter(public_id__in=ids).order_by("pk"))
    items = denials.items(found)
    ended = {*denials.ENDED, DenialStatus.UPHELD}
    settled = {row.pk: "it is settled" for row in found if row.status in ended}
    return [
        Row(row.pk, row.public_id, row.number, row.claim.patient_id, items.get(row.pk), row.deadline_date, settled.get(row.pk, ""))
        for row in found
    ]


class Bulk(View):
    """One verb for the ticked rows of one list. `find` and the rest come from `as_view`."""

    kind = list_url = noun = workplace = ""
    form: ClassVar[type[Form]]
    title = button = ""

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = self._ticked(request)
        if not rows:
            toast(request, f"Tick {self.noun} first.", failed=True)
            return done(request, self._back(request))
        if "go" not in request.POST:
            form = self.form(auto_id="dialog_%s", initial=self.initial(request))
            first = {name: form.get_initial_for_field(each, name) for name, each in form.fields.items()}
            return self._show(request, form, rows, self.skipped(rows, first))
        form = self.form(request.POST, auto_id="dialog_%s")
        if not form.is_valid():
            return self._show(request, form, rows, self.skipped(rows, {}), status=422)
        skipped = self.skipped(rows, form.cleaned_data)
        if request.POST.get("told", "") != _told(skipped):
            return self._show(request, form, rows, skipped)
        return self._act(request, form, rows, skipped)

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def skipped(self, rows: list[Row], data: dict[str, Any]) -> dict[str, str]:
        """The numbers of the rows that are left out, each with why."""
        return {row.number: row.ended or "nothing waits on it" for row in rows if row.ended or row.item is None}

    def act(self, rows: list[Row], data: dict[str, Any], actor: Any) -> tuple[str, str]:
        """Do it; the sentence, and the token of its undo."""
        raise NotImplementedError

    def _act(self, request: HttpRequest, form: Form, rows: list[Row], skipped: dict[str, str]) -> HttpResponse:
        able = [row for row in rows if row.number not in skipped]
        try:
            said, token = self.act(able, form.cleaned_data, request.user) if able else (f"None of the {len(rows)} changed.", "")
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, form, rows, skipped, status=422)
        more = f" {len(skipped)} skipped." if skipped else ""
        toast(request, said + more, undo_url=reverse("undo_work", args=[token]) if token else "")
        return done(request, self._back(request))

    def _ticked(self, request: HttpRequest) -> list[Row]:
        find = ticked_claims if self.kind == Claim.SUBJECT_KIND else ticked_denials
        rows = find(list(_uuids(request.POST.getlist("ids")[:MOST])))
        record_list(request, [row.patient_id for row in rows], {"ids": len(rows)})
        return rows

    def _show(self, request: HttpRequest, form: Form, rows: list[Row], skipped: dict[str, str], status: int = 200) -> HttpResponse:
        return render(request, "claims/bulk_dialog.html", {
            "form": form, "rows": rows, "count": len(rows) - len(skipped), "noun": self.noun, "title": self.title, "button": self.button,
            "skipped": list(skipped.items())[:NAMED], "more": max(0, len(skipped) - NAMED), "skips": len(skipped), "told": _told(skipped),
            "back": self._back(request), "workplace": self.workplace,
        }, status=status)

    def _back(self, request: HttpRequest) -> str:
        """The list as it was filtered."""
        came_from = request.POST.get("back") or request.headers.get("Referer", "")
        safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        return came_from if safe else reverse(self.list_url)


class AssignMany(Bulk):
    form, title, button = verbs.AssignForm, "Assign", "Assign"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.public_id}

    def act(self, rows, data, actor):
        count, token = assign_with_undo([row.item for row in rows], owner=data["owner"], actor=actor)
        return f"{_counted(count, self.noun)} with {data['owner'] or 'nobody'}.", token


class SnoozeMany(Bulk):
    form, title, button = verbs.SnoozeForm, "Snooze", "Snooze"

    def skipped(self, rows, data):
        until = data.get("until")
        late = {row.number: f"its last day is {day(row.last_day)}" for row in rows if until and row.last_day and row.last_day < until}
        return late | super().skipped(rows, data)

    def act(self, rows, data, actor):
        count, token = snooze_with_undo([row.item for row in rows], until=data["until"], actor=actor)
        return f"{_counted(count, self.noun)} asleep until {day(data['until'])}.", token


class NoteMany(Bulk):
    form, title, button = verbs.NoteForm, "Note on", "Keep the note"

    def skipped(self, rows, data):
        return {}

    def act(self, rows, data, actor):
        notes = write_notes(self.kind, [row.pk for row in rows], data["text"], actor=actor, at=clock.now())
        return f"Note kept on {_counted(len(notes), self.noun, verb=False)}.", ""


OF_CLAIMS = {"kind": Claim.SUBJECT_KIND, "list_url": claim_list.LIST_URL, "noun": "claims", "workplace": "claims"}
OF_DENIALS = {"kind": Denial.SUBJECT_KIND, "list_url": "claims:denial_list", "noun": "denials", "workplace": "denials"}


def _uuids(texts: Iterable[str]) -> Iterable[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _told(skipped: dict[str, str]) -> str:
    return " ".join(sorted(skipped))


def _counted(count: int, noun: str, *, verb: bool = True) -> str:
    words = f"{count} {noun[:-1] if count == 1 else noun}"
    return f"{words} {'is' if count == 1 else 'are'}" if verb else words
