"""The patient's bucket: filled by a stated share alone, never for a QMB, never while a payer is open on the line."""

from decimal import Decimal

import pytest

from billing.models import LedgerTransaction, Purpose
from billing.services.move_to_patient import move_to_patient
from tests.billing.money import NOW, open_by_line, parts, settle, share
from tests.billing.visits import enter, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast):
    """A line of 140.00 of which the payer has left 30.00 open."""
    charge = enter(visit(cast)).charges.get(ordinal=1)
    settle(charge, "30.00")
    return charge


def test_a_stated_share_moves_and_says_why(line):
    assert move_to_patient([share(line, "30.00")], actor=None, at=NOW) == {}

    assert open_by_line(line.encounter)[0] == "30.00"
    posted = LedgerTransaction.objects.get(purpose=Purpose.TO_PATIENT)
    assert posted.evidence["parts"] == parts("30.00")


def test_the_same_share_moves_once(line):
    move_to_patient([share(line, "30.00")], actor=None, at=NOW)

    assert move_to_patient([share(line, "30.00")], actor=None, at=NOW) == {}
    assert open_by_line(line.encounter)[0] == "30.00"


@pytest.mark.parametrize(("fields", "code"), [
    ({"parts": parts("30.00", category="qmb")}, "never_the_patients"),
    ({"parts": parts("29.99")}, "more_than_stated"),
    ({"is_open": True}, "payer_still_open"),
    ({"rank": 2}, "more_than_stated"),
])
def test_what_may_not_move_stays_with_the_payer_and_says_why(line, fields, code):
    refused = move_to_patient([share(line, "30.00", **fields)], actor=None, at=NOW)

    assert [error.code for error in refused.values()] == [code]
    assert open_by_line(line.encounter)[0] == "0.00"


def test_nothing_is_no_share(line):
    refused = move_to_patient([share(line, "0.00")], actor=None, at=NOW)

    assert [error.code for error in refused.values()] == ["more_than_stated"]


def test_a_line_on_which_more_is_open_stays_with_the_payer(line):
    refused = move_to_patient([share(line, "20.00")], actor=None, at=NOW)

    assert [error.code for error in refused.values()] == ["payer_still_open"]
    assert [error.context["open"] for error in refused.values()] == [Decimal("10.00")]


def test_another_line_of_the_visit_that_is_open_keeps_none_back(line):
    assert move_to_patient([share(line, "30.00")], actor=None, at=NOW) == {}

    assert open_by_line(line.encounter) == ["30.00", "0.00"]


def test_many_shares_cost_as_many_queries_as_few(cast, django_assert_max_num_queries):
    lines = []
    for _ in range(12):
        charge = enter(visit(cast)).charges.get(ordinal=1)
        settle(charge, "30.00")
        lines.append(share(charge, "30.00"))

    with django_assert_max_num_queries(30):
        move_to_patient(lines, actor=None, at=NOW)
