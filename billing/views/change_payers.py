"""Who is asked to pay for a visit, and in which order: one choice a coverage, and the reason that the order keeps."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from billing.models import Encounter
from billing.selectors.payer_orders import payers_of
from billing.services.change_payers import change_payers
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.idempotency import new_key, once
from config.shared.services.record_access import record_page
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast
from config.shared.ui.versions import posted_version
from patients.models import Coverage
from patients.selectors.patients import coverages_of

PLACES = [("", "not asked"), ("1", "first"), ("2", "second"), ("3", "third")]


class PayerOrderForm(forms.Form):
    """One field for each coverage in force on the date of service, and the reason."""

    reason = forms.CharField(label="Why", max_length=200, help_text="Such as: the card came late, Medicare is secondary, the patient paid in full.")

    def __init__(self, *args: Any, coverages: list[Coverage], asked: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coverages = coverages
        for coverage in coverages:
            self.fields[f"place{coverage.pk}"] = forms.ChoiceField(
                label=f"{coverage.payer}", choices=PLACES, required=False, initial=str(asked.get(coverage.pk, "")),
                help_text=f"{coverage.get_line_of_coverage_display()}, {coverage.member_id}",
            )

    def rows(self) -> list[forms.BoundField]:
        """The fields of the coverages."""
        return [self[f"place{coverage.pk}"] for coverage in self.coverages]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        places = sorted(place for place, _ in self._placed(data))
        if places != list(range(1, len(places) + 1)):
            raise forms.ValidationError("Say first, second and third without gaps, each once.")
        return data

    def ordered(self) -> list[Coverage]:
        """The coverages to ask, first to last."""
        return [coverage for _, coverage in sorted(self._placed(self.cleaned_data), key=lambda pair: pair[0])]

    def _placed(self, data: dict[str, Any]) -> list[tuple[int, Coverage]]:
        return [(int(place), coverage) for coverage in self.coverages if (place := data.get(f"place{coverage.pk}"))]


class ChangePayersView(View):
    """Where money moved or a payer has the claim, it is refused (409)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        encounter = self._encounter(public_id)
        return self._show(request, encounter, self._form(encounter))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        encounter = self._encounter(public_id)
        form = self._form(encounter, request.POST)
        if not form.is_valid():
            return self._show(request, encounter, form, status=422)
        try:
            return redirect(once(
                user=request.user, route="billing:encounter_payers", key=request.POST.get("key", ""), create=lambda: self._change(encounter, form)
            ))
        except DomainError as error:
            return refused(request, error, back_url=reverse("billing:encounter", args=[public_id]))

    def _change(self, encounter: Encounter, form: PayerOrderForm) -> str:
        version = self.request.POST.get("version", "")
        change_payers(
            encounter.pk, form.ordered(), reason=form.cleaned_data["reason"], actor=self.request.user, at=clock.now(),
            expected_version=posted_version(version),
        )
        toast(self.request, f"{encounter.number}: the order of payers is changed.")
        return reverse("billing:encounter", args=[encounter.public_id])

    @staticmethod
    def _form(encounter: Encounter, data: Any = None) -> PayerOrderForm:
        held = coverages_of([encounter.patient_id])[encounter.patient_id]
        asked = {row.coverage_id: row.rank for row in payers_of([encounter.pk])[encounter.pk]} if encounter.bills_insurance else {}
        return PayerOrderForm(data, coverages=[each for each in held if each.is_active_on(encounter.service_date)], asked=asked)

    @staticmethod
    def _encounter(public_id) -> Encounter:
        return get_object_or_404(Encounter.objects.select_related("patient").filter(voided_at__isnull=True), public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, encounter: Encounter, form: PayerOrderForm, status: int = 200) -> HttpResponse:
        record_page(request, [encounter.patient_id])
        return render(request, "billing/encounter_payers.html", {
            "encounter": encounter, "form": form, "key": request.POST.get("key") or new_key(), "workplace": "encounters",
            "version": request.POST.get("version") or encounter.version, "back": reverse("billing:encounter", args=[encounter.public_id]),
        }, status=status)
