"""The five figures in words, and the records behind each in a month, the largest first: one or two queries. Called by a figure's page."""

from decimal import Decimal

from django.db.models import F, QuerySet, Sum
from django.urls import reverse

from billing.models import Account, LedgerEntry
from claims.models import Claim, RemittanceClaim
from claims.selectors.figures import CASH, NET, OWED, cohort, created, first_decisions
from config.shared.registries import links
from config.shared.registries.today import Figure, FigureRow, Month


def owed(month: Month, limit: int) -> list[FigureRow]:
    """Visits on which something was owed at the end of the month."""
    entries = LedgerEntry.objects.filter(account__in=OWED, transaction__accounting_date__lte=month.last, charge__isnull=False)
    return _visits(entries, NET, limit)


def not_collected(month: Month, limit: int) -> list[FigureRow]:
    """Visits of the cohort with what contracts leave due and nobody has paid."""
    entries = LedgerEntry.objects.filter(
        charge__encounter__service_date__range=cohort(month.first), account__in=[*CASH, Account.CHARGES, Account.ADJUSTED],
    )
    return _visits(entries, Sum(F("credit") - F("debit")), limit)


def unclean(month: Month, limit: int) -> list[FigureRow]:
    """Claims that were held by the scrub or rejected."""
    claims = created(month.first, month.last).filter(is_clean=False).select_related("patient", "payer").defer("patient__sealed_ssn")
    return [_claim(claim, claim.billed_amount) for claim in claims.order_by("-billed_amount", "pk")[:limit]]


def denied_first(month: Month, limit: int) -> list[FigureRow]:
    """Claims whose first decision refused something."""
    rows: QuerySet[RemittanceClaim] = first_decisions(month.first, month.last).filter(is_denied=True)
    rows = rows.select_related("claim__patient", "claim__payer").defer("claim__patient__sealed_ssn").order_by("-charge_amount", "pk")
    return [_claim(row.claim, row.charge_amount) for row in rows[:limit]]


def received(month: Month, limit: int) -> list[FigureRow]:
    """Payments by what brought them: remittances, patients' payments, refunds."""
    entries = LedgerEntry.objects.filter(account__in=CASH, transaction__accounting_date__range=(month.first, month.last))
    rows = list(
        entries.values(kind=F("transaction__source_kind"), source=F("transaction__source_id")).annotate(amount=NET).exclude(amount=0)
        .order_by("-amount", "source")[:limit]
    )
    kinds = {row["kind"] for row in rows}
    found = {kind: links.resolve(kind, [row["source"] for row in rows if row["kind"] == kind]) for kind in kinds}
    shown = [(row, found[row["kind"]].get(row["source"])) for row in rows]
    return [
        FigureRow(link.label if link else row["kind"].replace("_", " ").capitalize(), link.url if link else "", "", row["amount"])
        for row, link in shown
    ]


def _visits(entries: QuerySet[LedgerEntry], measure: Sum, limit: int) -> list[FigureRow]:
    visit = "charge__encounter"
    rows = (
        entries.values(
            f"{visit}__number", f"{visit}__public_id", f"{visit}__service_date", f"{visit}__patient_id",
            last=F(f"{visit}__patient__last_name"), given=F(f"{visit}__patient__first_name"),
        )
        .annotate(amount=measure).filter(amount__gt=0).order_by("-amount", f"{visit}__number")[:limit]
    )
    return [
        FigureRow(
            row[f"{visit}__number"], reverse("billing:encounter", args=[row[f"{visit}__public_id"]]),
            f"{row['last']}, {row['given']} · {row[f'{visit}__service_date']:%m/%d/%Y}", row["amount"], row[f"{visit}__patient_id"],
        )
        for row in rows
    ]


def _claim(claim: Claim, amount: Decimal) -> FigureRow:
    detail = f"{claim.patient.sorted_name} · {claim.payer} · {claim.get_status_display()}"
    return FigureRow(claim.number, reverse("claims:claim", args=[claim.public_id]), detail, amount, claim.patient_id)


FIGURES = (
    Figure(
        "days-in-ar", "Days in A/R", "What payers and patients owe, by the charges of an average day of the last 90.",
        "Owed", "Charges of 90 days", "days", Decimal(40), True, "Visits that are owed for", owed,
    ),
    Figure(
        "clean-claims", "Clean-claim rate", "Claims that were neither held by the scrub nor rejected, of all claims built in the month.",
        "Clean", "Built", "percent", Decimal(95), False, "Claims that were not clean", unclean,
    ),
    Figure(
        "initial-denials", "Initial denial rate",
        "Claims of which a payer's first decision refused something, of all claims decided for the first time.",
        "Denied", "Decided", "percent", Decimal(10), True, "Claims denied at first", denied_first,
    ),
    Figure(
        "net-collection", "Net collection ratio",
        "Of the visits three months before: what was received since, by their charges less what contracts take off.",
        "Received", "Charges less contract", "percent", Decimal(96), False, "Visits with money still out", not_collected,
    ),
    Figure(
        "cash", "Cash this month",
        "Received from payers and patients, less what was taken back or refunded; against the month before, up to the same day.",
        "Received", "Month before", "dollars", None, False, "What brought it", received,
    ),
)
