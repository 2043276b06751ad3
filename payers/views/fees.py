"""Fee schedules: list, a schedule with its versions and prices as of a day, a new version, a price."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.ui.record_view import RecordView
from config.shared.ui.toasts import toast
from payers.forms import FeeItemForm, FeeScheduleForm, FeeVersionForm
from payers.models import FeeSchedule, FeeScheduleItem
from payers.selectors.fee_grid import fee_grid
from payers.services.fee_versions import put_item, start_version


def fee_schedule_list(request: HttpRequest) -> HttpResponse:
    """The charge master and the contracts."""
    schedules = FeeSchedule.objects.prefetch_related("versions", "contract_payers")
    return render(request, "payers/fee_schedule_list.html", {"schedules": schedules, "workplace": "payers"})


def fee_schedule(request: HttpRequest, public_id) -> HttpResponse:
    """A schedule: one row a code, one column a version, newest to the right."""
    schedule = get_object_or_404(FeeSchedule, public_id=public_id)
    return render(request, "payers/fee_schedule.html", {
        "schedule": schedule, "grid": fee_grid(schedule, today=clock.today()), "workplace": "payers",
    })


class FeeScheduleNewView(RecordView):
    form_class, noun = FeeScheduleForm, "fee schedule"
    list_url, list_label, workplace = "payers:fee_schedule_list", "Fee schedules", "payers"

    def after(self, record) -> str:
        return reverse("payers:fee_version_new", args=[record.public_id])


class FeeVersionNewView(View):
    """A new version from a day on."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        return self._show(request, get_object_or_404(FeeSchedule, public_id=public_id), FeeVersionForm())

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        schedule = get_object_or_404(FeeSchedule, public_id=public_id)
        form = FeeVersionForm(request.POST)
        if form.is_valid():
            try:
                version = start_version(schedule, at=clock.now(), **form.cleaned_data)
            except DomainError as error:
                form.add_error("valid_from", str(error))
            else:
                toast(request, f"The version from {version.valid_from:%m/%d/%Y} is made.")
                return redirect("payers:fee_schedule", public_id=public_id)
        return self._show(request, schedule, form, status=422)

    def _show(self, request: HttpRequest, schedule: FeeSchedule, form: FeeVersionForm, status: int = 200) -> HttpResponse:
        return render(request, "payers/fee_form.html", {
            "schedule": schedule, "form": form, "title": "New version", "hint": "from a day on", "workplace": "payers",
        }, status=status)


class FeeItemView(View):
    """Add a code to the newest version, or change its price (?code=&modifier=) while that version is still to come."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        schedule = get_object_or_404(FeeSchedule, public_id=public_id)
        if self._newest(schedule) is None:
            toast(request, "Make a version first: a price is valid from a day on.")
            return redirect("payers:fee_version_new", public_id=public_id)
        return self._show(request, schedule, FeeItemForm(instance=self._item(request.GET, schedule)))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        schedule = get_object_or_404(FeeSchedule, public_id=public_id)
        form = FeeItemForm(request.POST, instance=self._item(request.POST, schedule))
        version = self._newest(schedule)
        if version is None:
            form.add_error(None, "Make a version first: a price is valid from a day on.")
        elif form.is_valid():
            try:
                item = put_item(version, form.instance, today=clock.today())
            except DomainError as error:
                form.add_error("unit_price", str(error))
            else:
                toast(request, f"{item.procedure_code} stands at {item.unit_price:.2f}.")
                return redirect("payers:fee_schedule", public_id=public_id)
        return self._show(request, schedule, form, status=422)

    @staticmethod
    def _newest(schedule: FeeSchedule):
        return schedule.versions.filter(known_to__isnull=True).order_by("-valid_from").first()

    def _item(self, values, schedule: FeeSchedule) -> FeeScheduleItem | None:
        code = values.get("procedure_code") or values.get("code")
        return FeeScheduleItem.objects.filter(
            version=self._newest(schedule), procedure_code=(code or "").upper(), modifier=values.get("modifier", "").upper()
        ).first()

    def _show(self, request: HttpRequest, schedule: FeeSchedule, form: FeeItemForm, status: int = 200) -> HttpResponse:
        return render(request, "payers/fee_form.html", {
            "schedule": schedule, "form": form, "title": "Price", "hint": "of one code, per unit", "workplace": "payers",
        }, status=status)
