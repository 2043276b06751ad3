"""Registration: one page for the person, the guarantor and up to two coverages. Sent twice, it registers once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from config.shared import clock
from config.shared.services.idempotency import new_key, once
from config.shared.ui.toasts import toast
from patients.forms import Registration
from patients.services.register_patient import register_patient


class RegisterView(View):
    """GET shows the empty page, POST registers and leads to the patient."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, Registration(), new_key())

    def post(self, request: HttpRequest) -> HttpResponse:
        registration, key = Registration(request.POST), request.POST.get("key", "")
        if not registration.is_valid():
            return self._show(request, registration, key, status=422)
        return redirect(once(user=request.user, route="patients:register", key=key, create=lambda: self._register(registration)))

    def _register(self, registration: Registration) -> str:
        person = registration.patient.save(commit=False)
        patient = register_patient(
            person, guarantor=registration.guarantor.guarantor_of(person), coverages=registration.coverages,
            ssn=registration.patient.cleaned_data["ssn"], actor=self.request.user, at=clock.now(),
        )
        toast(self.request, f"Registered, account {patient.account_number}.")
        return reverse("patients:detail", args=[patient.public_id])

    @staticmethod
    def _show(request: HttpRequest, registration: Registration, key: str, status: int = 200) -> HttpResponse:
        return render(request, "patients/patient_register.html", {"registration": registration, "key": key, "workplace": "patients"}, status=status)
