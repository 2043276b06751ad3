"""Coverages of a patient: add, change, end, void. Claims that were sent keep what they said."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from config.shared import clock
from config.shared.errors import DomainError, StaleVersion
from config.shared.services.idempotency import new_key, once
from config.shared.services.record_access import record_page
from config.shared.ui.htmx import done
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast
from patients.forms import CoverageForm, EndCoverageForm, VoidCoverageForm
from patients.models import Coverage, Patient
from patients.selectors.patient_page import state_on
from patients.services.end_coverage import end_coverage, void_coverage
from patients.services.save_coverage import CoverageOverlaps, save_coverage


class CoverageView(View):
    """A new coverage of a patient (`patient_id`), or one to change (`public_id`)."""

    def get(self, request: HttpRequest, public_id=None, patient_id=None) -> HttpResponse:
        coverage = self._coverage(public_id, patient_id)
        return self._show(request, coverage, CoverageForm(instance=coverage))

    def post(self, request: HttpRequest, public_id=None, patient_id=None) -> HttpResponse:
        coverage = self._coverage(public_id, patient_id)
        form = CoverageForm(request.POST, instance=coverage)
        if not form.is_valid():
            return self._show(request, coverage, form, status=422)
        try:
            return redirect(self._save(request, form))
        except StaleVersion as error:
            form.add_error(None, str(error))
            return self._show(request, coverage, form, status=409)
        except CoverageOverlaps as error:
            form.add_error("rank", str(error))
            return self._show(request, coverage, form, status=422)

    def _save(self, request: HttpRequest, form: CoverageForm) -> str:
        is_new = form.instance.pk is None

        def save() -> str:
            saved = save_coverage(
                form.save(commit=False), actor=request.user, at=clock.now(), expected_version=form.cleaned_data["version"],
            )
            toast(request, f"{saved.get_rank_display()} coverage saved.")
            return reverse("patients:detail", args=[saved.patient.public_id])

        if not is_new:
            return save()
        return once(user=request.user, route="patients:coverage_new", key=request.POST.get("key", ""), create=save)

    @staticmethod
    def _coverage(public_id, patient_id) -> Coverage:
        if public_id:
            return get_object_or_404(Coverage.objects.select_related("patient", "payer"), public_id=public_id)
        return Coverage(patient=get_object_or_404(Patient, public_id=patient_id))

    @staticmethod
    def _show(request: HttpRequest, coverage: Coverage, form: CoverageForm, status: int = 200) -> HttpResponse:
        record_page(request, [coverage.patient_id])
        held = Coverage.objects.filter(pk=coverage.pk).select_related("payer").first()
        return render(request, "patients/coverage_form.html", {
            "patient": coverage.patient, "coverage": held, "form": form, "key": request.POST.get("key") or new_key(), "workplace": "patients",
            "state": state_on(held, clock.today()) if held else "", "back": reverse("patients:detail", args=[coverage.patient.public_id]),
        }, status=status)


class _CoverageDialog(View):
    """A question about one coverage, as a dialog or a page. Subclasses name form and verb."""

    form_class: Any = None
    template_name = ""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        return self._show(request, self._coverage(public_id), self.form_class(auto_id="dialog_%s"))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        coverage, form = self._coverage(public_id), self.form_class(request.POST, auto_id="dialog_%s")
        if not form.is_valid():
            return self._show(request, coverage, form, status=422)
        try:
            self.act(coverage, form)
        except DomainError as error:
            if error.conflict:
                return refused(request, error, back_url=reverse("patients:detail", args=[coverage.patient.public_id]))
            form.add_error(None, str(error))
            return self._show(request, coverage, form, status=422)
        return done(request, "patients:detail", public_id=coverage.patient.public_id)

    def act(self, coverage: Coverage, form: Any) -> None:
        raise NotImplementedError

    def _coverage(self, public_id) -> Coverage:
        return get_object_or_404(Coverage.objects.select_related("patient", "payer").filter(voided_at__isnull=True), public_id=public_id)

    def _show(self, request: HttpRequest, coverage: Coverage, form: Any, status: int = 200) -> HttpResponse:
        record_page(request, [coverage.patient_id])
        return render(request, self.template_name, {"coverage": coverage, "form": form, "workplace": "patients"}, status=status)


class EndCoverageView(_CoverageDialog):
    form_class, template_name = EndCoverageForm, "patients/coverage_end.html"

    def act(self, coverage: Coverage, form: EndCoverageForm) -> None:
        end_coverage(coverage, last_day=form.cleaned_data["last_day"], actor=self.request.user, at=clock.now())
        toast(self.request, f"{coverage.get_rank_display()} coverage ends on {coverage.valid_to:%m/%d/%Y}.")


class VoidCoverageView(_CoverageDialog):
    form_class, template_name = VoidCoverageForm, "patients/coverage_void.html"

    def act(self, coverage: Coverage, form: VoidCoverageForm) -> None:
        void_coverage(coverage, reason=form.cleaned_data["reason"], actor=self.request.user, at=clock.now())
        toast(self.request, f"{coverage.get_rank_display()} coverage is void.")
