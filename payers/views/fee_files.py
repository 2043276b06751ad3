"""A file of prices: taken up, looked at line by line, and taken into the draft whole or not at all."""

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.permissions import EDIT_FEES, allows
from config.shared.ui.csv import csv_response
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.toasts import toast
from payers.forms_fees import FileForm, FirstFileForm
from payers.models import FeeDraft, FeeImport, FeeImportStatus, FeeSchedule, LineChange
from payers.rules.fee_values import as_typed
from payers.selectors.fee_files import counts_of, line_rows, taken_before
from payers.services.change_fee_draft import open_draft
from payers.services.read_fee_file import read_fee_file
from payers.services.start_fee_draft import start_fee_draft
from payers.services.take_fee_file import compare_again, leave_fee_file, take_fee_file
from payers.views.fee_draft_dialogs import next_month
from payers.views.fees import PAGE

HEADER = ("line", "code", "modifier", "description", "price in the draft", "price", "change", "field", "reason")


class FeeFileNewView(View):
    """Choose a file; without an open draft, also from which day."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        schedule = get_object_or_404(FeeSchedule, public_id=public_id)
        form = FileForm() if open_draft(schedule.pk) else FirstFileForm(initial={"valid_from": next_month()})
        return self._show(request, schedule, form)

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        schedule = get_object_or_404(FeeSchedule, public_id=public_id)
        draft = open_draft(schedule.pk)
        form = (FileForm if draft else FirstFileForm)(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(request, schedule, form, 422)
        try:
            fee_import, fresh = self._read(request, schedule, draft, form.cleaned_data)
        except DomainError as error:
            form.add_error("file", str(error))
            return self._show(request, schedule, form, 409 if error.conflict else 422)
        if not fresh:
            toast(request, f"The same file was read on {fee_import.read_at:%m/%d/%Y} already. This is what was found.")
        return redirect("payers:fee_file", fee_import.public_id)

    @staticmethod
    @transaction.atomic
    def _read(request: HttpRequest, schedule: FeeSchedule, draft: FeeDraft | None, values: dict) -> tuple[FeeImport, bool]:
        """The draft that the file begins is kept only with the file."""
        at = clock.now()
        if draft is None:
            draft = start_fee_draft(schedule=schedule, valid_from=values["valid_from"], note=values["note"], actor=request.user, at=at)
        return read_fee_file(
            draft_id=draft.pk, name=values["file"].name, data=values["file"].read(), replaces=values["replaces"], actor=request.user, at=at
        )

    @staticmethod
    def _show(request: HttpRequest, schedule: FeeSchedule, form: FileForm, status: int = 200) -> HttpResponse:
        return render(request, "payers/fee_file_new.html", {
            "schedule": schedule, "draft": open_draft(schedule.pk), "form": form, "workplace": "payers",
        }, status=status)


class FeeFileView(View):
    """Every line and what it would do; POST takes the file in (`take`, with `leave_out` for the bad lines) or leaves it."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        return self._show(request, self._held(public_id))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        fee_import, agreed = self._held(public_id), request.POST.get("leave_out", "")
        try:
            if "leave" in request.POST:
                leave_fee_file(import_id=fee_import.pk, actor=request.user, at=clock.now())
                toast(request, f"{fee_import} was left; the draft is as it was.")
            else:
                leave_out = int(agreed) if agreed.isdigit() and len(agreed) < 9 else 0
                take_fee_file(import_id=fee_import.pk, leave_out=leave_out, actor=request.user, at=clock.now())
                toast(request, f"{fee_import} is in the draft. It is applied from there.")
        except DomainError as error:
            return self._show(request, self._held(public_id), error)
        return redirect("payers:fee_draft", fee_import.draft.public_id)

    @staticmethod
    def _held(public_id) -> FeeImport:
        rows = FeeImport.objects.select_related("draft__schedule", "read_by")
        return get_object_or_404(rows, public_id=public_id)

    def _show(self, request: HttpRequest, fee_import: FeeImport, error: DomainError | None = None) -> HttpResponse:
        if fee_import.status == FeeImportStatus.READ and fee_import.compared_version != fee_import.draft.version:
            compare_again(import_id=fee_import.pk)
            fee_import = self._held(fee_import.public_id)
        listing = self._listing(request, fee_import)
        if listing.wants_csv:
            return csv_response(f"{fee_import.name} lines", HEADER, _csv(listing))
        return render(request, "payers/fee_file.html", {
            "file": fee_import, "draft": fee_import.draft, "listing": listing, "counts": counts_of(fee_import), "error": error, "workplace": "payers",
            "rows": line_rows(fee_import, listing.rows), "before": taken_before(fee_import),
            "can_take": fee_import.status == FeeImportStatus.READ and allows(request.user, EDIT_FEES),
            "only_bad": listing.chosen.get("change") == [LineChange.BAD],
        }, status=200 if error is None else 409 if error.conflict else 422)

    @staticmethod
    def _listing(request: HttpRequest, fee_import: FeeImport) -> Listing:
        """Bad lines first where there are any; else what changes."""
        params = request.GET.copy()
        if "change" not in params and fee_import.bad_count:
            params["change"] = LineChange.BAD
        kinds = Filter("change", "Lines", [Choice(value, label) for value, label in LineChange.choices], lookup="change__in", single=True)
        return Listing(
            params, fee_import.lines.all(), path=request.path, sorts={"line": Sort("line_number", nullable=True), "code": Sort("procedure_code")},
            default_sort="line", page_size=PAGE, filters=[kinds],
        )


def _csv(listing: Listing) -> Iterator[tuple]:
    for line in listing.filtered.order_by("line_number", "pk").iterator(chunk_size=2000):
        yield (
            line.line_number, line.procedure_code, line.modifier, line.description, as_typed(line.old_price), as_typed(line.unit_price),
            line.get_change_display(), line.field, line.problem,
        )
