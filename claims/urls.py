"""Routes of the claims app."""

from django.urls import path

from claims.views import (
    adjustment_rules,
    claim_actions,
    claim_bulk,
    claim_detail,
    claim_dialogs,
    claim_list,
    claim_panels,
    denial_list,
    denial_page,
    remittance_exceptions,
    remittance_list,
    remittance_page,
)

app_name = "claims"
urlpatterns: list = [
    path("", claim_list.show_claim_list, name="claim_list"),
    path("assign/", claim_bulk.assign_to_me, name="claim_assign_many"),
    path("snooze/", claim_bulk.snooze_a_week, name="claim_snooze_many"),
    path("ask/", claim_bulk.ask_about, name="claim_ask_many"),
    path("ask/preview/", claim_bulk.preview_bulk, name="claim_ask_preview"),
    path("of-visit/<uuid:public_id>/", claim_panels.encounter_claims, name="encounter_claims"),
    path("of-patient/<uuid:public_id>/", claim_panels.patient_claims, name="patient_claims"),
    path("<uuid:public_id>/", claim_detail.show_claim, name="claim"),
    path("<uuid:public_id>/panel/", claim_list.show_claim_panel, name="claim_panel"),
    path("<uuid:public_id>/preview/", claim_detail.show_claim_preview, name="claim_preview"),
    path("<uuid:public_id>/versions/", claim_detail.show_claim_versions, name="claim_versions"),
    path("<uuid:public_id>/ledger/", claim_detail.show_claim_ledger, name="claim_ledger"),
    path("<uuid:public_id>/evidence/<int:seq>/", claim_detail.show_claim_evidence, name="claim_evidence"),
    path("<uuid:public_id>/fix/<str:path>/", claim_actions.fix, name="claim_fix"),
    path("<uuid:public_id>/scrub/", claim_actions.scrub, name="claim_scrub"),
    path("<uuid:public_id>/resend/", claim_actions.resend, name="claim_resend"),
    path("<uuid:public_id>/send/", claim_actions.send, name="claim_send"),
    path("<uuid:public_id>/release/", claim_actions.release, name="claim_release"),
    path("<uuid:public_id>/ask/", claim_actions.ask, name="claim_ask"),
    path("<uuid:public_id>/hold/", claim_dialogs.Hold.as_view(), name="claim_hold"),
    path("<uuid:public_id>/waive/<int:ordinal>/", claim_dialogs.Waive.as_view(), name="claim_waive"),
    path("<uuid:public_id>/note/", claim_dialogs.WriteNote.as_view(), name="claim_note"),
    path("<uuid:public_id>/call/", claim_dialogs.LogCall.as_view(), name="claim_call"),
    path("<uuid:public_id>/assign/", claim_dialogs.Assign.as_view(), name="claim_assign"),
    path("<uuid:public_id>/snooze/", claim_dialogs.Snooze.as_view(), name="claim_snooze"),
]

urlpatterns += [
    path("remittances/", remittance_list.remittance_list, name="remittance_list"),
    path("remittances/suspense/", remittance_exceptions.remittance_exception_list, name="remittance_exception_list"),
    path("remittances/claims/<uuid:public_id>/", remittance_page.remittance_claim, name="remittance_claim"),
    path("remittances/claims/<uuid:public_id>/match/", remittance_exceptions.MatchView.as_view(), name="remittance_match"),
    path("remittances/<uuid:public_id>/", remittance_page.remittance, name="remittance"),
    path("remittances/<uuid:public_id>/post/", remittance_page.remittance_post, name="remittance_post"),
    path("remittances/<uuid:public_id>/plan/", remittance_page.remittance_replan, name="remittance_replan"),
    path("remittances/table/", adjustment_rules.adjustment_rule_list, name="adjustment_rule_list"),
    path("remittances/table/new/", adjustment_rules.AdjustmentRuleView.as_view(), name="adjustment_rule_new"),
    path("remittances/table/<int:public_id>/", adjustment_rules.AdjustmentRuleView.as_view(), name="adjustment_rule"),
    path("denials/", denial_list.denial_list, name="denial_list"),
    path("denials/assign/", denial_list.denial_assign_many, name="denial_assign_many"),
    path("denials/snooze/", denial_list.denial_snooze_many, name="denial_snooze_many"),
    path("denials/<uuid:public_id>/", denial_page.denial, name="denial"),
    path("denials/<uuid:public_id>/panel/", denial_page.denial_panel, name="denial_panel"),
    path("denials/<uuid:public_id>/note/", denial_page.NoteView.as_view(), name="denial_note"),
    path("denials/<uuid:public_id>/assign/", denial_page.AssignView.as_view(), name="denial_assign"),
    path("denials/<uuid:public_id>/snooze/", denial_page.SnoozeView.as_view(), name="denial_snooze"),
    path("denials/<uuid:public_id>/route/", denial_page.RouteView.as_view(), name="denial_route"),
]
