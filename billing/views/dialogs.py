"""A dialog that does one verb on a patient's money and goes back to where it came from; on a problem it stands there again (422, 409)."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from config.shared.errors import DomainError
from config.shared.services.idempotency import new_key, once
from config.shared.services.record_access import record_page
from config.shared.ui.htmx import done
from config.shared.ui.toasts import toast


class MoneyDialog(View):
    """A subclass names the record's query, the form, the words, and what to do. `route` makes a form that was sent twice act once."""

    queryset: ClassVar[Any]
    form_class: ClassVar[type[forms.Form]]
    title: ClassVar[str]
    verb: ClassVar[str]
    danger: ClassVar[bool] = False
    lead: ClassVar[str] = ""

    def do(self, row: Any, data: dict[str, Any]) -> tuple[str, str]:
        """Carry it out; return what to say and where to go."""
        raise NotImplementedError

    def patient_id(self, row: Any) -> int:
        """Whose data the dialog shows."""
        return row.patient_id

    def initial(self, row: Any) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, public_id) -> HttpResponse:
        row = self._row(public_id)
        return self._show(request, row, self.form_class(initial=self.initial(row), auto_id="dialog_%s"))

    def post(self, request: HttpRequest, public_id) -> HttpResponse:
        row, form = self._row(public_id), self.form_class(request.POST, auto_id="dialog_%s")
        if not form.is_valid():
            return self._show(request, row, form, 422)
        said: list[str] = []

        def act() -> str:
            words, url = self.do(row, form.cleaned_data)
            said.append(words)
            return url

        try:
            url = once(user=request.user, route=request.resolver_match.view_name, key=request.POST.get("key", ""), create=act)
        except DomainError as error:
            form.add_error(None, str(error))
            return self._show(request, row, form, 409 if error.conflict else 422)
        for words in said:
            toast(request, words)
        return done(request, url)

    def _row(self, public_id) -> Any:
        return get_object_or_404(self.queryset(), public_id=public_id)

    def _show(self, request: HttpRequest, row: Any, form: forms.Form, status: int = 200) -> HttpResponse:
        record_page(request, [pk for pk in [self.patient_id(row)] if pk])
        context = {
            "row": row, "form": form, "title": self.title, "verb": self.verb, "danger": self.danger, "lead": self.lead,
            "workplace": "patient_billing", "key": request.POST.get("key") or new_key(),
        }
        return render(request, "billing/money_dialog.html", context, status=status)
