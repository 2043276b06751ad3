"""Notes on a patient: a panel of the patient's page, and the dialog that writes one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Note
from config.shared.services.idempotency import new_key, once
from config.shared.services.record_access import record_page
from config.shared.ui.htmx import done
from config.shared.ui.toasts import toast
from patients.models import Patient
from patients.services.write_note import write_note

SHOWN = 20


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Note", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text="Everybody who opens the patient reads it.",
    )


def patient_notes(request: HttpRequest, public_id) -> HttpResponse:
    """The last notes, newest first: a fragment."""
    patient = get_object_or_404(Patient, public_id=public_id)
    record_page(request, [patient.pk])
    notes = Note.objects.filter(subject_kind="patient", subject_id=patient.pk).select_related("author").order_by("-written_at", "-pk")
    return render(request, "patients/_notes.html", {"patient": patient, "notes": notes[:SHOWN], "count": notes.count()})


class WriteNoteView(View):
    """A dialog. Sent twice, it writes once."""

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        return self._show(request, self._patient(public_id), NoteForm(auto_id="dialog_%s"))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        patient, form = self._patient(public_id), NoteForm(request.POST, auto_id="dialog_%s")
        if form.is_valid():
            try:
                url = once(
                    user=request.user, route="patients:note_new", key=request.POST.get("key", ""), create=lambda: self._write(patient, form)
                )
            except DomainError as error:
                form.add_error("text", str(error))
            else:
                toast(request, "Noted.")
                return done(request, url)
        return self._show(request, patient, form, status=422)

    def _write(self, patient: Patient, form: NoteForm) -> str:
        write_note("patient", patient.pk, form.cleaned_data["text"], actor=self.request.user, at=clock.now())
        return reverse("patients:detail", args=[patient.public_id])

    @staticmethod
    def _patient(public_id) -> Patient:
        return get_object_or_404(Patient, public_id=public_id)

    @staticmethod
    def _show(request: HttpRequest, patient: Patient, form: NoteForm, status: int = 200) -> HttpResponse:
        record_page(request, [patient.pk])
        key = request.POST.get("key") or new_key()
        return render(request, "patients/note_new.html", {"patient": patient, "form": form, "key": key, "workplace": "patients"}, status=status)
