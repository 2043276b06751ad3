"""The handler of inbound 835s: store what the payer says, judge it, match and plan its claims, and post where the payer's policy is automatic.

What the payer says is kept in any case. An 835 that does not balance, repeats an earlier one, or pays somebody else posts nothing and is an exception
with its reason (invariant 2). The number of queries depends on chunks, not on claims.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from claims.models import Remittance, RemittanceClaim, RemittanceClaimFate, RemittanceStatus
from claims.rules.posting_plan import Problem
from claims.selectors import adjustment_rules
from claims.selectors.remittance_rows import ClaimRows
from claims.services import store_remittance
from claims.services.match_remittance import match_remittance
from claims.services.plan_posting import plan_claims
from claims.services.post_remittance import QUEUE, post_remittance
from claims.services.replan_remittance import replan_claims
from config.practice.models import BillingProvider
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.money import ZERO
from config.shared.registries.inbound import Outcome
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers import x12
from payers.models import Fate, Payer, PostingMode
from payers.x12 import set_835

STAYS = frozenset({"unreadable_amount", "value_too_long"})  # what the bytes say once and for all
DAYS_BACK, DAYS_AHEAD = 3653, 366
UNREADABLE_AMOUNTS = frozenset({"invalid_amount", "amount_missing"})
SEEN = frozenset({RemittanceStatus.PLANNED, RemittanceStatus.POSTED})


@transaction.atomic
def apply_835(stored: Any, evidence: Evidence, at: datetime) -> Outcome:
    """Take in one 835. Called again for the same transaction (a person asked to try again) it judges and plans anew."""
    remittance = Remittance.objects.select_for_update(of=("self",)).filter(inbound_transaction_id=evidence.inbound_transaction_id).first()
    if remittance is None:
        remittance = _store(x12.parse(stored.x12), evidence, at)
    elif remittance.status in SEEN:
        return _outcome(remittance)
    else:
        replan_claims(remittance)
        _settle_state(remittance, _standing_problem(remittance), evidence, at)
    return _post_by_policy(remittance, at)


def _store(model: set_835.Remittance, evidence: Evidence, at: datetime) -> Remittance:
    """The rows of a new 835, matched and planned, with its state."""
    verdict = set_835.balance(model)
    remittance = store_remittance.remittance_row(
        model, verdict, inbound_transaction_id=evidence.inbound_transaction_id, evidence_at=evidence.at, at=at, payer=_payer_of(model),
    )
    problem = _problem(model, verdict, remittance)
    _set_state(remittance, problem)
    remittance.save()
    table, payers = adjustment_rules.table(), set()
    for found in store_remittance.claim_rows(remittance, model, verdict):
        match_remittance(found)
        plan_claims(found, table)
        store_remittance.save_claim_rows(found)
        payers |= _payers(found)
    store_remittance.save_provider_adjustments(remittance, model)
    _adopt_payer(remittance, payers)
    record_event(NewEvent(Remittance.SUBJECT_KIND, remittance.pk, "remittance_received", evidence, "", remittance.status))
    _next_step(remittance, at)
    return remittance


def _post_by_policy(remittance: Remittance, at: datetime) -> Outcome:
    """Post at once where the payer's policy says so. What forbids it leaves the facts and becomes the reason."""
    if remittance.status == RemittanceStatus.PLANNED and remittance.payer and remittance.payer.posting_mode == PostingMode.AUTOMATIC:
        try:
            with transaction.atomic():
                remittance = post_remittance(remittance_id=remittance.pk, actor=None, at=at)
        except DomainError as error:
            _settle_state(remittance, Problem(error.code, str(error)), Evidence(at), at)
    return _outcome(remittance)


# From here: what forbids posting the check as a whole.


def _problem(model: set_835.Remittance, verdict: set_835.Balance, remittance: Remittance) -> Problem | None:
    if any(finding.code in UNREADABLE_AMOUNTS for finding in model.findings):
        return Problem("unreadable_amount", "An amount in it is missing or no amount.")
    if cut := store_remittance.does_not_fit(model):
        return Problem("value_too_long", f"{cut} is longer than the guide allows; cut off it would mean something else.")
    if not verdict.balanced:
        return Problem("out_of_balance", _imbalance(verdict))
    return _standing_problem(remittance)


def _standing_problem(remittance: Remittance) -> Problem | None:
    """What can be told from the row alone, and may change later."""
    if not remittance.is_balanced or remittance.code in STAYS:
        return Problem(remittance.code or "out_of_balance", remittance.message)
    if _has_odd_date(remittance):
        return Problem("unreadable_date", "Its payment date (BPR16) is missing, is no date, or is years away.")
    if not _is_ours(remittance):
        return Problem("another_payee", "It pays a provider that is not in this practice.")
    if remittance.payment_amount != ZERO and _repeats(remittance):
        return Problem("repeated_trace", f"Payment {remittance.trace_number} of the same amount and day came before with other content.")
    return None


def _has_odd_date(remittance: Remittance) -> bool:
    """The date is one of the four facts of a repeat, and deadlines run from it: one that nobody can have meant posts nothing."""
    day, received = remittance.payment_date, clock.day_of(remittance.received_at)
    return day is None or not -DAYS_BACK <= (day - received).days <= DAYS_AHEAD


def _imbalance(verdict: set_835.Balance) -> str:
    if verdict.claims:
        first, count = verdict.claims[0], len(verdict.claims)
        difference = first.difference or (first.lines[0][1] if first.lines else ZERO)
        return f"CLP {first.ordinal} is off by {abs(difference):.2f}; {count} of its claims {'does' if count == 1 else 'do'} not add up."
    return f"The check is off by {verdict.check_difference:.2f} from its claims."


def _is_ours(remittance: Remittance) -> bool:
    """Whether the payee is a billing provider of ours. A payee that names neither NPI nor tax id can't be told."""
    ids = Q(npi=remittance.payee_npi) if remittance.payee_npi else Q()
    ids |= Q(tax_id=remittance.payee_tax_id) if remittance.payee_tax_id else Q()
    return not ids or BillingProvider.objects.filter(ids).exists()


def _repeats(remittance: Remittance) -> bool:
    """Whether a payment with these four came before. Two that arrive at once wait for each other."""
    four = (remittance.payer_trace_id, remittance.trace_number, f"{remittance.payment_amount:.2f}", f"{remittance.payment_date}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 835))", ["|".join(four)])
    same = Remittance.objects.filter(
        payer_trace_id=remittance.payer_trace_id, trace_number=remittance.trace_number, payment_amount=remittance.payment_amount,
        payment_date=remittance.payment_date,
    )
    return (same if remittance.pk is None else same.filter(pk__lt=remittance.pk)).exists()


# From here: who pays.


def _payer_of(model: set_835.Remittance) -> Payer | None:
    """Our payer with one of the ids that the payer gives itself, where that is exactly one."""
    numbers = {model.payer.id, *(item.value for item in model.payer.references if item.qualifier in {"2U", "EO", "HI", "NF"})} - {""}
    found = list(Payer.objects.filter(electronic_id__in=numbers, is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def _payers(found: Iterable[ClaimRows]) -> set[Payer]:
    return {rows.row.claim.payer for rows in found if rows.row.claim}


def _adopt_payer(remittance: Remittance, payers: set[Payer]) -> None:
    """A payer that does not name itself is the one whom all its claims were billed to."""
    if remittance.payer is None and len(payers) == 1:
        remittance.payer = payers.pop()
        remittance.save(update_fields=["payer"])


# From here: states.


def _set_state(remittance: Remittance, problem: Problem | None) -> None:
    remittance.status = RemittanceStatus.PLANNED if problem is None else RemittanceStatus.EXCEPTION
    remittance.code, remittance.message = ("", "") if problem is None else (problem.code[:60], problem.message[:400])


def _settle_state(remittance: Remittance, problem: Problem | None, evidence: Evidence, at: datetime) -> None:
    """Move a stored remittance to what its problem says."""
    before = remittance.status
    _set_state(remittance, problem)
    remittance.save(update_fields=["status", "code", "message"])
    record_event(NewEvent(Remittance.SUBJECT_KIND, remittance.pk, "remittance_judged", evidence, before, remittance.status))
    _next_step(remittance, at)


def _next_step(remittance: Remittance, at: datetime) -> None:
    if remittance.status == RemittanceStatus.POSTED:
        close_items(Remittance.SUBJECT_KIND, [remittance.pk], reason="posted")
        return
    text = remittance.message or "Look at the plan and post it"
    put_next_step(NextStep(Remittance.SUBJECT_KIND, remittance.pk, QUEUE, clock.day_of(at), text[:120], amount=remittance.payment_amount))


def _outcome(remittance: Remittance) -> Outcome:
    if remittance.status == RemittanceStatus.EXCEPTION:
        return Outcome(Fate.EXCEPTION, remittance.code, remittance.message)
    waiting = RemittanceClaim.objects.filter(remittance=remittance).exclude(fate=RemittanceClaimFate.POSTED).count()
    verb = "posted" if remittance.status == RemittanceStatus.POSTED else "planned"
    count = remittance.claim_count
    return Outcome(Fate.PROCESSED, "", f"{count - waiting} of {count} claims {verb}" + (f", {waiting} waiting" if waiting else ""))
