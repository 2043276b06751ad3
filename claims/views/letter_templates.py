"""The templates of letters: which there are, for which denials, and changing one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.forms.appeals import LetterTemplateForm
from claims.models import LetterTemplate
from claims.rules.letters import FACTS
from claims.rules.reason_words import category_words
from config.shared.permissions import EDIT_SETTINGS, allows
from config.shared.ui.record_view import RecordView

LIST = "claims:letter_template_list"


def letter_template_list(request: HttpRequest) -> HttpResponse:
    """All of them, by name."""
    rows = [(row, category_words(row.category) if row.category else "any kind") for row in LetterTemplate.objects.all()]
    return render(request, "claims/letter_template_list.html", {
        "rows": rows, "workplace": "denials", "face": "letters", "can_edit": allows(request.user, EDIT_SETTINGS),
    })


class LetterTemplateView(RecordView):
    """One template. Drafts made from now on use it; letters that were written stay."""

    form_class, noun = LetterTemplateForm, "letter template"
    list_url, list_label, workplace = LIST, "Letter templates", "denials"
    template_name = "claims/letter_template.html"

    def more(self, form: LetterTemplateForm) -> dict[str, Any]:
        return {"facts": FACTS.items()}
