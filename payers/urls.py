"""Routes of the payers app."""

from django.urls import path

from payers.views import connections, fees, payers

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
    path("fees/<uuid:public_id>/versions/new/", fees.FeeVersionNewView.as_view(), name="fee_version_new"),
    path("fees/<uuid:public_id>/price/", fees.FeeItemView.as_view(), name="fee_item"),
]
