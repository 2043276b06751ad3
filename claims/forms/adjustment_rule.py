"""The form of one row of the classification table. Codes are separated by blanks; an empty condition holds for anything."""

from claims.models import AdjustmentRule
from config.shared.ui.record_view import RecordForm
from payers.models import PayerKind

CONDITIONS = ("payer_kind", "contract", "rank", "claim_status", "group", "reason", "remark", "allowed", "paid", "covers_charge", "expects_allowed")
UPPER = ("group", "reason", "remark")
AMOUNT = frozenset({"nothing", "something"})
KNOWN = {
    "payer_kind": frozenset(PayerKind.values), "contract": frozenset({"yes", "no", "capitated"}), "rank": frozenset({"primary", "later"}),
    "group": frozenset({"CO", "PR", "OA", "PI", "CR"}), "allowed": AMOUNT, "paid": AMOUNT, "covers_charge": frozenset({"yes", "no"}),
    "expects_allowed": frozenset({"yes", "no", "unknown"}),
}


class AdjustmentRuleForm(RecordForm):
    """Every condition is words separated by blanks; codes are kept in capitals."""

    spans = {"priority": 2, "group": 2, "reason": 8, "remark": 6, "payer_kind": 6, "classified": 4, "category": 4, "why": 12}

    class Meta:
        model = AdjustmentRule
        fields = ("priority", "group", "reason", "payer_kind", "remark", "contract", "rank", "claim_status", "allowed", "paid", "covers_charge",
                  "expects_allowed", "classified", "category", "is_active", "why")
        labels = {"group": "Group", "reason": "Reasons (CARC)", "remark": "Remarks (RARC)", "is_active": "In use", "classified": "Is"}
        help_texts = {
            "priority": "The lowest that holds decides.", "payer_kind": "Such as medicare or commercial; empty is any.",
            "category": "Of a denial; \"contractual\" is held against the contract.",
        }

    def clean(self):
        data = super().clean()
        for name in CONDITIONS:
            text = " ".join(data.get(name, "").split())
            data[name] = text.upper() if name in UPPER else text.lower()
        for name, known in KNOWN.items():
            if strange := set(data[name].split()) - known:
                self.add_error(name, f"{', '.join(sorted(strange))} would never hold. Known: {', '.join(sorted(known))}.")
        if not any(data.get(name) for name in CONDITIONS):
            self.add_error("reason", "A row without any condition would decide everything.")
        return data
