"""Routes of the billing app."""

from django.urls import path

from billing.views import change_payers, encounters, lines, new_encounter, panels, void_encounter

app_name = "billing"
urlpatterns = [
    path("encounters/", encounters.encounter_list, name="encounter_list"),
    path("encounters/new/", new_encounter.NewEncounterView.as_view(), name="encounter_new"),
    path("encounters/preview/", new_encounter.encounter_preview, name="encounter_preview"),
    path("encounters/<uuid:public_id>/", encounters.encounter_detail, name="encounter"),
    path("encounters/<uuid:public_id>/correct/", encounters.CorrectEncounterView.as_view(), name="encounter_correct"),
    path("encounters/<uuid:public_id>/void/", void_encounter.VoidEncounterView.as_view(), name="encounter_void"),
    path("encounters/<uuid:public_id>/lines/", lines.EncounterLinesView.as_view(), name="encounter_lines"),
    path("encounters/<uuid:public_id>/payers/", change_payers.ChangePayersView.as_view(), name="encounter_payers"),
    path("encounters/<uuid:public_id>/ledger/", lines.encounter_ledger, name="encounter_ledger"),
    path("suggest/diagnosis/", new_encounter.suggest_diagnosis, name="suggest_diagnosis"),
    path("suggest/code/", new_encounter.suggest_code, name="suggest_code"),
    path("patients/<uuid:public_id>/balance/", panels.patient_balance, name="patient_balance"),
    path("patients/<uuid:public_id>/encounters/", panels.patient_encounters, name="patient_encounters"),
]
