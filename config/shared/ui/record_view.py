"""One page to make or change a settings row: the form, its errors at the fields (422), and a stale save (409).

A subclass names form, labels and where it leads; `config.practice` and `payers` have a dozen of them.
"""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from config.shared.errors import StaleVersion
from config.shared.services.save_record import save_record
from config.shared.ui.toasts import toast
from config.shared.ui.versions import NONE_GIVEN


def name_the_empty_choice(field: forms.Field) -> None:
    """Say "Choose" or "None" where Django would show dashes."""
    words = "Choose" if field.required else "None"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label is not None else None
    elif isinstance(field, forms.TypedChoiceField) and field.choices and not field.choices[0][0]:
        field.choices = [("", words), *field.choices[1:]]


class RecordForm(forms.ModelForm):
    """A model form that carries the version on which it was opened. `spans`: columns of twelve per field."""

    spans: ClassVar[dict[str, int]] = {}
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else None
        for field in self.fields.values():
            name_the_empty_choice(field)

    def clean_version(self) -> int | None:
        """None for a new record; a changed one whose version got lost is stale."""
        version = self.cleaned_data["version"]
        return NONE_GIVEN if version is None and self.instance.pk else version

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Visible fields with their column span, for the template."""
        return [(field, f"c{self.spans.get(field.name, 4)}") for field in self.visible_fields()]


class RecordView(View):
    """GET shows the form, POST saves it. `noun` is what the record is called."""

    form_class: ClassVar[type[RecordForm]]
    noun: ClassVar[str]
    list_url: ClassVar[str]
    list_label: ClassVar[str]
    workplace: ClassVar[str] = "settings"
    template_name: ClassVar[str] = "layouts/record.html"

    def get(self, request: HttpRequest, public_id=None) -> HttpResponse:
        return self.show(request, self.form_class(instance=self.record(public_id)))

    def post(self, request: HttpRequest, public_id=None) -> HttpResponse:
        form = self.form_class(request.POST, instance=self.record(public_id))
        if not form.is_valid():
            return self.show(request, form, status=422)
        try:
            self.save(form)
        except StaleVersion as error:
            form.add_error(None, str(error))
            return self.show(request, form, status=409)
        toast(request, f"Saved {form.instance}.")
        return redirect(self.after(form.instance))

    def record(self, public_id) -> models.Model | None:
        """The row to change; None to make a new one."""
        return get_object_or_404(self.form_class._meta.model, public_id=public_id) if public_id else None

    def save(self, form: RecordForm) -> None:
        """Call the service."""
        save_record(form.instance, expected_version=form.cleaned_data.get("version"))

    def after(self, record: models.Model) -> str:
        """Where a saved record leads."""
        return reverse(self.list_url)

    def show(self, request: HttpRequest, form: RecordForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form, "noun": self.noun, "record": form.instance if form.instance.pk else None, "list_label": self.list_label,
            "list_url": reverse(self.list_url), "workplace": self.workplace, **self.more(form),
        }
        return render(request, self.template_name, context, status=status)

    def more(self, form: RecordForm) -> dict[str, Any]:
        """More for the template."""
        return {}
