"""Routes of the practice app."""

from django.urls import path

from config.practice.views import settings

app_name = "practice"
urlpatterns = [
    path("", settings.settings_page, name="settings"),
    path("organisation/", settings.OrganisationView.as_view(), name="organisation"),
    path("billing-providers/new/", settings.BillingProviderView.as_view(), name="billing_provider_new"),
    path("billing-providers/<uuid:public_id>/", settings.BillingProviderView.as_view(), name="billing_provider"),
    path("providers/new/", settings.ProviderView.as_view(), name="provider_new"),
    path("providers/<uuid:public_id>/", settings.ProviderView.as_view(), name="provider"),
    path("facilities/new/", settings.FacilityView.as_view(), name="facility_new"),
    path("facilities/<uuid:public_id>/", settings.FacilityView.as_view(), name="facility"),
]
