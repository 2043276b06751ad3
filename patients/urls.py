"""Routes of the patients app."""

from django.urls import path

from patients.views import coverages, documents, notes, patients, register

app_name = "patients"
urlpatterns = [
    path("", patients.patient_list, name="list"),
    path("new/", register.RegisterView.as_view(), name="register"),
    path("<uuid:public_id>/", patients.patient_detail, name="detail"),
    path("<uuid:public_id>/change/", patients.ChangePatientView.as_view(), name="change"),
    path("<uuid:public_id>/notes/", notes.patient_notes, name="notes"),
    path("<uuid:public_id>/notes/new/", notes.WriteNoteView.as_view(), name="note_new"),
    path("<uuid:patient_id>/coverages/new/", coverages.CoverageView.as_view(), name="coverage_new"),
    path("coverages/<uuid:public_id>/", coverages.CoverageView.as_view(), name="coverage"),
    path("coverages/<uuid:public_id>/end/", coverages.EndCoverageView.as_view(), name="coverage_end"),
    path("coverages/<uuid:public_id>/void/", coverages.VoidCoverageView.as_view(), name="coverage_void"),
    path("documents/<uuid:public_id>/", documents.billing_document, name="billing_document"),
    path("documents/<uuid:public_id>/case/", documents.case_document, name="case_document"),
]
