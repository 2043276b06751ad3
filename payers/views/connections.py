"""Connections: list, form with a write-only password, and a test that says what it found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.shared.errors import DomainError
from config.shared.ui.record_view import RecordView
from config.shared.ui.toasts import toast
from payers.forms import ConnectionForm
from payers.models import Connection
from payers.services.save_connection import save_connection
from payers.services.test_connection import test_connection


def connection_list(request: HttpRequest) -> HttpResponse:
    """Every connection with its address and limits."""
    connections = Connection.objects.prefetch_related("payers").order_by("-is_active", "name", "pk")
    return render(request, "payers/connection_list.html", {"connections": connections, "workplace": "payers"})


class ConnectionView(RecordView):
    form_class, noun = ConnectionForm, "connection"
    list_url, list_label, workplace = "payers:connection_list", "Connections", "payers"
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
