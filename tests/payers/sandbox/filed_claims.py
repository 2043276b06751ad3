"""Filed claims made by hand, for tests of the payers' pure decisions (no X12 in between)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from payers.sandbox.adjudicate import Known
from payers.sandbox.filed import EarlierDecision, FiledAdjustment, FiledClaim, FiledLine, Person
from payers.sandbox.plan_book import PlanBook, read_plan_book

BOOK: PlanBook = read_plan_book(chance=False)
SERVICE_DATE, RECEIVED = date(2026, 11, 2), date(2026, 11, 4)
ADA = Person("TOLBERT", "ADA", "", "RVM5519220")


def line(procedure="99214", charge="180.00", **more) -> FiledLine:
    plain = {
        "modifiers": (), "units": Decimal(1), "place_of_service": "11", "service_date": SERVICE_DATE, "diagnoses": ("M1711",),
        "control_number": "L1", "drug": "", "earlier": (),
    }  # fmt: skip
    return FiledLine(procedure=procedure, charge=Decimal(charge), **plain | more)


def filed(*lines: FiledLine, payer="RVM01", member="RVM5519220", **more) -> FiledClaim:
    lines = lines or (line(),)
    plain = {
        "submitter": "LARKFIELD", "batch": "B1", "patient_control_number": "ADA1", "frequency": "1", "original_reference": "", "authorization": "",
        "place_of_service": "11", "rank": "P", "claim_filing": "CI", "relationship": "18", "subscriber": ADA, "patient": ADA, "rendering": None,
        "payee_name": "LARKFIELD", "payee_npi": "1234567893", "payee_tax_id": "630999888", "diagnoses": ("M1711",), "others": (),
    }  # fmt: skip
    return FiledClaim(payer=payer, member=member, charge=sum(item.charge for item in lines), lines=lines, **plain | more)


def known(**more) -> Known:
    return Known(**{"received": RECEIVED} | more)


def with_chance(seed: int) -> PlanBook:
    return replace(BOOK, chance=True, seed=seed)


def earlier(paid: str, *adjustments: str, payer="MCR01") -> EarlierDecision:
    """An earlier payer's decision: earlier("120.00", "CO-45 30.00", "PR-2 30.00")."""
    read = tuple(FiledAdjustment(*text.split(" ")[0].split("-"), Decimal(text.split(" ")[1])) for text in adjustments)
    return EarlierDecision(payer, Decimal(paid), read)


def told(decision) -> list[str]:
    """A decision in short: 'code paid: adjustments' per line."""
    return [
        f"{item.procedure} {item.paid:.2f}: " + ", ".join(f"{a.group}-{a.reason} {a.amount:.2f}" for a in item.adjustments) for item in decision.lines
    ]
