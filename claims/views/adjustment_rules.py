"""The classification table: what each adjustment means, in the order in which it is asked, and changing a row."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.forms.adjustment_rule import AdjustmentRuleForm
from claims.models import AdjustmentClass, AdjustmentRule
from config.shared.permissions import EDIT_SETTINGS, allows
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.record_view import RecordView

LIST = "claims:adjustment_rule_list"


def adjustment_rule_list(request: HttpRequest) -> HttpResponse:
    """The rows by priority: the first that holds decides."""
    used = [Choice("yes", "In use"), Choice("no", "Not used")]
    listing = Listing(
        request.GET, AdjustmentRule.objects.all(), path=request.path, sorts={"priority": Sort("priority")}, default_sort="priority", page_size=100,
        filters=[
            Filter("is", "Is", [Choice(value, label) for value, label in AdjustmentClass.choices], lookup="classified__in"),
            Filter("used", "Use", used, apply=lambda rows, values: rows.filter(Q(is_active__in=[value == "yes" for value in values]))),
        ],
    )
    return render(request, "claims/adjustment_rule_list.html", {
        "listing": listing, "workplace": "remittances", "face": "table", "can_edit": allows(request.user, EDIT_SETTINGS),
    })


class AdjustmentRuleView(RecordView):
    """One row. What it decides holds for remittances planned from now on."""

    form_class, noun = AdjustmentRuleForm, "row of the adjustment table"
    list_url, list_label, workplace = LIST, "Adjustment table", "remittances"

    def record(self, public_id) -> AdjustmentRule | None:
        return get_object_or_404(AdjustmentRule, pk=public_id) if public_id else None
