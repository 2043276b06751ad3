"""A secondary payer's arithmetic, by the stories' amounts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payers.sandbox.coordination import after_earlier_payers
from payers.sandbox.decision import Decision
from tests.payers.sandbox.filed_claims import BOOK, earlier, line, told

COMMERCIAL = earlier("160.00", "CO-45 100.00", "PR-2 40.00")
MEDICARE = earlier("90.54", "CO-45 64.51", "CO-253 1.85", "PR-2 23.10")
QMB = earlier("64.18", "CO-45 58.14", "CO-253 1.31", "PR-2 16.37")
MEDICARE_500 = earlier("294.00", "CO-45 125.00", "CO-253 6.00", "PR-1 75.00")


@pytest.mark.parametrize(
    ("charge", "before", "allowed", "habits", "expected"),
    [
        ("300.00", COMMERCIAL, "180.00", {}, "20.00: CO-45 20.00, OA-23 260.00"),
        ("180.00", MEDICARE, "0.00", {"secondary_pays": "patient_share"}, "23.10: OA-23 156.90"),
        ("140.00", QMB, "52.00", {"secondary_rest": "earlier"}, "0.00: OA-23 140.00"),
        ("500.00", MEDICARE_500, "359.00", {"secondary_shows": "contract"}, "65.00: CO-45 435.00"),
        ("300.00", COMMERCIAL, "170.00", {"secondary_rest": "patient"}, "10.00: OA-23 260.00, PR-2 30.00"),
        ("300.00", COMMERCIAL, "500.00", {}, "40.00: OA-23 260.00"),
    ],
    ids=["story 4", "story 1", "story 2", "story 3", "rest to the patient", "never above the patient's share"],
)
def test_what_a_secondary_payer_pays(charge, before, allowed, habits, expected):
    plan = replace(BOOK.payers["RVM01"], **habits)

    decided = after_earlier_payers(line("99214", charge, earlier=(before,)), plan, Decimal(allowed))

    assert told(Decision("2", (decided,))) == [f"99214 {expected}"]


def test_a_third_payer_counts_what_both_before_it_paid():
    second = earlier("20.00", "OA-23 260.00", "PR-2 20.00")

    decided = after_earlier_payers(line("99214", "300.00", earlier=(COMMERCIAL, second)), BOOK.payers["RVM01"], Decimal("190.00"))

    assert told(Decision("3", (decided,))) == ["99214 10.00: CO-45 10.00, OA-23 280.00"]
