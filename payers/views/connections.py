"""Connections: list, form with a write-only password, and a test that says what it found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.shared.errors import DomainError
from config.shared.models import WorkItem
from config.shared.ui.listing import Listing, Sort
from config.shared.ui.record_view import RecordView
from config.shared.ui.toasts import toast
from config.shared.ui.work_filters import work_filters
from payers.forms import ConnectionForm
from payers.models import Connection
from payers.services.save_connection import save_connection
from payers.services.test_connection import test_connection

LIST = "payers:connection_list"


def connection_list(request: HttpRequest) -> HttpResponse:
    """Every connection with its address and limits, those in use first; the queue's filter leaves the ones in trouble."""
    listing = Listing(
        request.GET, Connection.objects.prefetch_related("payers"), path=request.path, sorts={"name": Sort("name")}, default_sort="name",
        filters=work_filters("connection", LIST, request.user, request.GET),
    )
    connections = list(listing.filtered.order_by("-is_active", "name", "pk"))
    items = WorkItem.objects.filter(subject_kind="connection", subject_id__in=[each.pk for each in connections], closed_at__isnull=True)
    troubles = dict(items.values_list("subject_id", "next_step"))
    for connection in connections:
        connection.trouble = troubles.get(connection.pk, "")
    return render(request, "payers/connection_list.html", {"connections": connections, "listing": listing, "workplace": "payers"})


class ConnectionView(RecordView):
    form_class, noun = ConnectionForm, "connection"
    list_url, list_label, workplace = LIST, "Connections", "payers"
    template_name = "payers/connection_form.html"

    def save(self, form) -> None:
        save_connection(form.instance, password=form.cleaned_data["password"], expected_version=form.cleaned_data.get("version"))

    def after(self, record) -> str:
        return reverse("payers:connection", args=[record.public_id])


@require_POST
def connection_test(request: HttpRequest, public_id) -> HttpResponse:
    """Log in, list the folders, and say what was found. Sends and takes nothing."""
    connection = get_object_or_404(Connection, public_id=public_id)
    try:
        toast(request, test_connection(connection))
    except DomainError as error:
        toast(request, str(error), failed=True)
    return redirect("payers:connection", public_id=public_id)
