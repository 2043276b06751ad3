"""Routes of the billing app."""

from django.urls import path

from billing.views import accounts, change_payers, encounters, lines, new_encounter, panels, payments, refunds, statements, void_encounter

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
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/assign/", accounts.account_assign_many, name="account_assign_many"),
    path("accounts/snooze/", accounts.account_snooze_many, name="account_snooze_many"),
    path("accounts/statements/", accounts.statements_make, name="statements_make"),
    path("accounts/<uuid:public_id>/", accounts.account, name="account"),
    path("accounts/<uuid:public_id>/panel/", accounts.account_panel, name="account_panel"),
    path("accounts/<uuid:public_id>/pay/", payments.TakePaymentView.as_view(), name="payment_take"),
    path("accounts/<uuid:public_id>/apply/", accounts.money_apply, name="money_apply"),
    path("accounts/<uuid:public_id>/statement/", accounts.statement_make, name="statement_make"),
    path("accounts/<uuid:public_id>/refund/", accounts.RequestRefundView.as_view(), name="refund_request"),
    path("patients/<uuid:public_id>/money/", accounts.patient_money, name="patient_money"),
    path("payments/", payments.payment_list, name="payment_list"),
    path("payments/<uuid:public_id>/", payments.payment, name="payment"),
    path("payments/<uuid:public_id>/receipt/", payments.receipt_state, name="receipt_state"),
    path("payments/<uuid:public_id>/return/", payments.ReturnPaymentView.as_view(), name="payment_return"),
    path("charges/<uuid:public_id>/unapply/", payments.UnapplyView.as_view(), name="charge_unapply"),
    path("statements/", statements.statement_list, name="statement_list"),
    path("statements/print/", statements.statements_print, name="statements_print"),
    path("statements/sent/", statements.statements_sent, name="statements_sent"),
    path("statements/<uuid:public_id>/", statements.statement, name="statement"),
    path("statements/<uuid:public_id>/document/", statements.statement_state, name="statement_state"),
    path("statements/<uuid:public_id>/send/", statements.SendStatementView.as_view(), name="statement_send"),
    path("statements/<uuid:public_id>/void/", statements.VoidStatementView.as_view(), name="statement_void"),
    path("refunds/", refunds.refund_list, name="refund_list"),
    path("refunds/<uuid:public_id>/approve/", refunds.ApproveRefundView.as_view(), name="refund_approve"),
    path("refunds/<uuid:public_id>/refuse/", refunds.RefuseRefundView.as_view(), name="refund_refuse"),
    path("refunds/<uuid:public_id>/pay/", refunds.PayRefundView.as_view(), name="refund_pay"),
]
