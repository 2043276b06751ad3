"""Settings of the practice: the page that lists everything, and a form for each kind of record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from config.practice.forms import BillingProviderForm, FacilityForm, OrganisationForm, ProviderForm
from config.practice.models import BillingProvider, Facility, Organisation, Provider
from config.shared import clock
from config.shared.ui.record_view import RecordView


def settings_page(request: HttpRequest) -> HttpResponse:
    """Who we are: organisation, billing providers, people who treat, places."""
    return render(request, "practice/settings.html", {
        "organisation": Organisation.objects.first(), "billing_providers": BillingProvider.objects.order_by("name", "pk"),
        "providers": Provider.objects.all(), "facilities": Facility.objects.select_related("billing_provider"),
        "today": clock.today(), "workplace": "settings",
    })


class _PracticeView(RecordView):
    list_url = "practice:settings"
    list_label = "Settings"


class OrganisationView(_PracticeView):
    form_class, noun = OrganisationForm, "practice"

    def record(self, public_id):
        return Organisation.objects.first()


class BillingProviderView(_PracticeView):
    form_class, noun = BillingProviderForm, "billing provider"


class ProviderView(_PracticeView):
    form_class, noun = ProviderForm, "provider"


class FacilityView(_PracticeView):
    form_class, noun = FacilityForm, "facility"

    def after(self, record) -> str:
        return reverse(self.list_url) + "#facilities"
