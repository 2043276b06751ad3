"""Routes of the payers app."""

from django.urls import path

from payers.views import batches, connections, fee_draft_dialogs, fee_drafts, fee_files, fees, inbound, inbound_file, payers

app_name = "payers"
urlpatterns = [
    path("", payers.payer_list, name="list"),
    path("new/", payers.PayerView.as_view(), name="payer_new"),
    path("<uuid:public_id>/", payers.PayerView.as_view(), name="payer"),
    path("connections/", connections.connection_list, name="connection_list"),
    path("connections/new/", connections.ConnectionView.as_view(), name="connection_new"),
    path("connections/<uuid:public_id>/", connections.ConnectionView.as_view(), name="connection"),
    path("connections/<uuid:public_id>/test/", connections.connection_test, name="connection_test"),
    path("fees/", fees.fee_schedule_list, name="fee_schedule_list"),
    path("fees/new/", fees.FeeScheduleNewView.as_view(), name="fee_schedule_new"),
    path("fees/<uuid:public_id>/", fees.fee_schedule, name="fee_schedule"),
    path("fees/<uuid:public_id>/draft/", fee_draft_dialogs.FeeDraftNewView.as_view(), name="fee_draft_new"),
    path("fees/<uuid:public_id>/file/", fee_files.FeeFileNewView.as_view(), name="fee_file_new"),
    path("fees/files/<uuid:public_id>/", fee_files.FeeFileView.as_view(), name="fee_file"),
    path("fees/drafts/<uuid:public_id>/", fee_drafts.fee_draft, name="fee_draft"),
    path("fees/drafts/<uuid:public_id>/items/<int:item>/", fee_drafts.fee_draft_cell, name="fee_draft_cell"),
    path("fees/drafts/<uuid:public_id>/undo/", fee_drafts.fee_draft_undo, name="fee_draft_undo"),
    path("fees/drafts/<uuid:public_id>/adjust/", fee_draft_dialogs.FeeDraftAdjustView.as_view(), name="fee_draft_adjust"),
    path("fees/drafts/<uuid:public_id>/code/", fee_draft_dialogs.FeeDraftCodeView.as_view(), name="fee_draft_code"),
    path("fees/drafts/<uuid:public_id>/apply/", fee_drafts.FeeDraftApplyView.as_view(), name="fee_draft_apply"),
    path("fees/drafts/<uuid:public_id>/discard/", fee_draft_dialogs.FeeDraftDiscardView.as_view(), name="fee_draft_discard"),
    path("files/", inbound.inbound_list, name="inbound_list"),
    path("files/exceptions/", inbound.inbound_exception_list, name="inbound_exception_list"),
    path("files/upload/", inbound.inbound_upload, name="inbound_upload"),
    path("files/<uuid:public_id>/", inbound_file.inbound_file, name="inbound_file"),
    path("files/<uuid:public_id>/raw/", inbound_file.inbound_raw, name="inbound_raw"),
    path("files/<uuid:public_id>/retry/", inbound_file.inbound_file_retry, name="inbound_file_retry"),
    path("files/<uuid:public_id>/set-aside/", inbound_file.inbound_file_set_aside, name="inbound_file_set_aside"),
    path("transactions/<uuid:public_id>/retry/", inbound_file.inbound_retry, name="inbound_retry"),
    path("transactions/<uuid:public_id>/set-aside/", inbound_file.inbound_set_aside, name="inbound_set_aside"),
    path("batches/", batches.batch_list, name="batch_list"),
    path("batches/<uuid:public_id>/", batches.batch, name="batch"),
]
