"""Lines of an entered visit: taken back by a reversing entry with its reason, or added; and the panel that shows every posting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from billing.forms.lines_again import LinesAgain
from billing.models import Encounter
from billing.selectors import encounters as reads
from billing.selectors.postings import postings
from billing.services.correct_encounter import correct_encounter
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.idempotency import new_key, once
from config.shared.services.record_access import record_page
from config.shared.ui.problems import refused
from config.shared.ui.toasts import toast
from config.shared.ui.versions import posted_version


def encounter_ledger(request: HttpRequest, public_id) -> HttpResponse:
    """Every posting on the visit's charges: a fragment."""
    encounter = get_object_or_404(Encounter, public_id=public_id)
    record_page(request, [encounter.patient_id])
    return render(request, "billing/_encounter_ledger.html", {"postings": postings(encounter.pk)})


class EncounterLinesView(View):
    """Take back and add in one go. Sent twice, it happens once; where money moved or a payer has the claim, it is refused (409)."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        encounter = self._encounter(public_id)
        return self._show(request, encounter, LinesAgain(encounter=encounter))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        encounter = self._encounter(public_id)
        form = LinesAgain(request.POST, encounter=encounter)
        if not form.is_valid():
            return self._show(request, encounter, form, status=422)
        try:
            url = once(
                user=request.user, route="billing:encounter_lines", key=request.POST.get("key", ""), create=lambda: self._correct(encounter, form)
            )
        except DomainError as error:
            if error.conflict:
                return refused(request, error, back_url=reverse("billing:encounter", args=[public_id]))
            form.back.add_error(None, str(error))
            return self._show(request, encounter, form, status=422)
        return redirect(url)

    def _correct(self, encounter: Encounter, form: LinesAgain) -> str:
        version = self.request.POST.get("version", "")
        change = form.correction()
        correct_encounter(
            encounter.pk, change, actor=self.request.user, at=clock.now(), expected_version=posted_version(version)
        )
        toast(self.request, f"{encounter.number}: {len(change.void)} taken back, {len(change.add)} added.")
        return reverse("billing:encounter", args=[encounter.public_id])

    @staticmethod
    def _encounter(public_id) -> Encounter:
        return get_object_or_404(Encounter.objects.select_related("patient").filter(voided_at__isnull=True), public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, encounter: Encounter, form: LinesAgain, status: int = 200) -> HttpResponse:
        record_page(request, [encounter.patient_id])
        charges = [row for row in reads.charge_rows(encounter) if row.charge.voided_at is None]
        ticked = set(request.POST.getlist("void"))
        return render(request, "billing/encounter_lines.html", {
            "encounter": encounter, "form": form, "charges": [(row, str(row.charge.pk) in ticked) for row in charges],
            "diagnoses": reads.diagnosis_rows(encounter, charges), "key": request.POST.get("key") or new_key(),
            "version": request.POST.get("version") or encounter.version, "workplace": "encounters",
            "back": reverse("billing:encounter", args=[encounter.public_id]),
        }, status=status)
