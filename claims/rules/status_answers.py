"""What an acknowledgement or status answer means for a claim, and whether it may move it. Pure; one decision for 999, 277CA and 277.

Invariant 4: stale, repeated and out-of-order evidence moves nothing; a clearinghouse never overwrites what the payer said; newer evidence from
the payer may take an acceptance back (A3 after A2) and reopen a decided claim. Only a remittance pays, denies or closes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

CLEARINGHOUSE, PAYER, REMITTANCE = "clearinghouse", "payer", "remittance"
FORWARDED, RECEIVED, ACCEPTED, REJECTED, NOT_FOUND = "forwarded", "received", "accepted", "rejected", "not_found"
PENDING, RECORDS_ASKED, FINALIZED = "pending", "records_asked", "finalized"
REQUEST_REFUSED, SYSTEM_DOWN, INFORMATION = "request_refused", "system_down", "information"

# Source: X12 claim status categories, read as DOMAIN 10 says.
MEANINGS = {
    "A0": FORWARDED, "A1": RECEIVED, "A2": ACCEPTED, "A3": REJECTED, "A4": NOT_FOUND, "A5": ACCEPTED, "A6": REJECTED, "A7": REJECTED, "A8": REJECTED,
    "D0": NOT_FOUND, "E0": REQUEST_REFUSED, "E1": SYSTEM_DOWN, "E2": SYSTEM_DOWN, "E3": REQUEST_REFUSED, "E4": REQUEST_REFUSED, "X0": INFORMATION,
    "P3": RECORDS_ASKED, "P4": RECORDS_ASKED,
}
FAMILIES = {"P": PENDING, "F": FINALIZED, "R": RECORDS_ASKED}

# How far each state is; on the same day only a state further on moves a claim.
PROGRESS = {"queued": 0, "sent": 0, "crossed_over": 0, RECEIVED: 1, ACCEPTED: 2, PENDING: 3, RECORDS_ASKED: 4, REJECTED: 5, FINALIZED: 6}
SOURCES = {"": 0, CLEARINGHOUSE: 1, PAYER: 2, REMITTANCE: 3}
AWAITING = frozenset(PROGRESS)
DECIDED = frozenset({"paid", "partly_paid", "denied", "closed"})


def meaning(category: str) -> str:
    """What a category says: one of the words above; what is unknown is information."""
    return MEANINGS.get(category) or FAMILIES.get(category[:1], INFORMATION)


@dataclass(frozen=True, slots=True)
class Said:
    """One composite of an STC, with the day it is dated."""

    category: str
    code: str = ""
    entity: str = ""
    day: date | None = None


def principal(said: Iterable[Said], *, acknowledgement: bool) -> Said | None:
    """The composite that decides: in an acknowledgement a rejection wins; in a status answer the latest, then the one furthest on."""
    said = list(said)
    if not said:
        return None
    if acknowledgement:
        return next((each for each in said if meaning(each.category) == REJECTED), said[0])
    return max(said, key=lambda each: (each.day or date.min, PROGRESS.get(meaning(each.category), -1)))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands, on whose word, and of which day."""

    status: str
    source: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state to move to, or "" and why nothing moves."""

    status: str
    why: str = ""


def decide(standing: Standing, *, means: str, source: str, day: date) -> Verdict:
    """Whether an answer about the claim's present version moves it."""
    target = _target(means, source)
    if not target:
        return Verdict("", means)
    if standing.status in DECIDED:
        return _after_decision(standing, target, source, day)
    if standing.status not in AWAITING:
        return Verdict("", "not_sent")
    if target == standing.status:
        return Verdict("", "repeated")
    return _while_waiting(standing, target, source, day)


def _target(means: str, source: str) -> str:
    """The state that the answer speaks for; a clearinghouse can receive or reject, and nothing else."""
    if source == CLEARINGHOUSE:
        return {RECEIVED: RECEIVED, ACCEPTED: RECEIVED, REJECTED: REJECTED}.get(means, "")
    return means if means in PROGRESS else ""


def _while_waiting(standing: Standing, target: str, source: str, day: date) -> Verdict:
    if SOURCES[source] < SOURCES[standing.source]:
        return Verdict("", "outranked")
    same_source = source == standing.source
    if same_source and standing.day and day < standing.day:
        return Verdict("", "stale")
    further = PROGRESS[target] > PROGRESS[standing.status]
    if not further and (_only_receipt(target, standing.status) or (same_source and day == standing.day)):
        return Verdict("", "out_of_order")
    return Verdict(target)


def _only_receipt(target: str, status: str) -> bool:
    """A receipt or acceptance is no news for a claim in work; the payer's acceptance may lift a rejection."""
    return target == RECEIVED or (target == ACCEPTED and status != REJECTED)


def _after_decision(standing: Standing, target: str, source: str, day: date) -> Verdict:
    """A claim that a remittance decided is reopened only when the payer says later that it works on it again."""
    if source == PAYER and target in (PENDING, RECORDS_ASKED) and (standing.day is None or day > standing.day):
        return Verdict(PENDING)
    return Verdict("", "decided")
