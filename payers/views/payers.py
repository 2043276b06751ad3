"""Payers: the list, and the form with appeal levels."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from config.shared.errors import StaleVersion
from config.shared.ui.record_view import RecordView
from config.shared.ui.toasts import toast
from payers.forms import AppealLevelFormSet, PayerForm
from payers.models import Payer
from payers.services.save_payer import save_payer


def payer_list(request: HttpRequest) -> HttpResponse:
    """Every payer with its limits."""
    payers = Payer.objects.select_related("connection", "contract").prefetch_related("appeal_levels").order_by("-is_active", "name", "pk")
    return render(request, "payers/payer_list.html", {"payers": payers, "workplace": "payers"})


class PayerView(RecordView):
    """A payer and its appeal levels on one page, saved together."""

    form_class, noun = PayerForm, "payer"
    list_url, list_label, workplace = "payers:list", "Payers & fees", "payers"
    template_name = "payers/payer_form.html"

    def post(self, request: HttpRequest, public_id=None) -> HttpResponse:
        form = PayerForm(request.POST, instance=self.record(public_id))
        levels = AppealLevelFormSet(request.POST, instance=form.instance)
        valid = form.is_valid()
        if not (levels.is_valid() and valid):
            return self._again(request, form, levels, 422)
        try:
            changed = levels.save(commit=False)
            save_payer(form.instance, levels=changed, removed=levels.deleted_objects, expected_version=form.cleaned_data.get("version"))
        except StaleVersion as error:
            form.add_error(None, str(error))
            return self._again(request, form, levels, 409)
        toast(request, f"Saved {form.instance}.")
        return redirect(self.after(form.instance))

    def more(self, form) -> dict[str, Any]:
        return {"levels": self.__dict__.get("_levels") or AppealLevelFormSet(instance=form.instance)}

    def _again(self, request: HttpRequest, form: PayerForm, levels, status: int) -> HttpResponse:
        self._levels = levels
        return self.show(request, form, status=status)
