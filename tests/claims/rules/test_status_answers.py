"""Whether an answer moves a claim: the full table of states and meanings, and the orders in which answers come."""

from datetime import date, timedelta

import pytest

from claims.models import Claim, ClaimStatus
from claims.rules import status_answers
from claims.rules.status_answers import CLEARINGHOUSE, PAYER, REMITTANCE, Said, Standing, decide, meaning, principal

MONDAY = date(2026, 11, 2)
TUESDAY = MONDAY + timedelta(days=1)
CATEGORIES = {
    "A0": "forwarded", "A1": "received", "A2": "accepted", "A3": "rejected", "A4": "not_found", "A5": "accepted", "A6": "rejected", "A7": "rejected",
    "A8": "rejected", "P0": "pending", "P1": "pending", "P2": "pending", "P5": "pending", "P3": "records_asked", "P4": "records_asked", "F0": "finalized",
    "F1": "finalized", "F2": "finalized", "F3": "finalized", "F3F": "finalized", "F3N": "finalized", "F4": "finalized", "R0": "records_asked",
    "R17": "records_asked", "RQ": "records_asked", "D0": "not_found", "E0": "request_refused", "E1": "system_down", "E2": "system_down",
    "E3": "request_refused", "E4": "request_refused", "X0": "information", "Z9": "information", "": "information",
}


@pytest.mark.parametrize(("category", "expected"), CATEGORIES.items())
def test_each_category_has_its_meaning(category, expected):
    assert meaning(category) == expected


def after(*answers, start="sent"):
    """The states a claim goes through: answers are (category, source, day)."""
    standing = Standing(start)
    for category, source, day in answers:
        verdict = decide(standing, means=meaning(category), source=source, day=day)
        if verdict.status:
            standing = Standing(verdict.status, source, day)
    return standing.status


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([("A1", CLEARINGHOUSE, MONDAY)], "received"),
        ([("A2", CLEARINGHOUSE, MONDAY)], "received"),
        ([("A0", CLEARINGHOUSE, MONDAY)], "sent"),
        ([("A7", CLEARINGHOUSE, MONDAY)], "rejected"),
        ([("A1", PAYER, MONDAY)], "received"),
        ([("A2", PAYER, MONDAY)], "accepted"),
        ([("A3", PAYER, MONDAY)], "rejected"),
        ([("P1", PAYER, MONDAY)], "pending"),
        ([("R4", PAYER, MONDAY)], "records_asked"),
        ([("F2", PAYER, MONDAY)], "finalized"),
        ([("D0", PAYER, MONDAY)], "sent"),
        ([("E1", PAYER, MONDAY)], "sent"),
        ([("P1", CLEARINGHOUSE, MONDAY)], "sent"),
    ],
)
def test_a_first_answer(answers, status):
    assert after(*answers) == status


def test_a_late_clearinghouse_never_overwrites_the_payer():
    assert after(("A2", PAYER, MONDAY), ("A1", CLEARINGHOUSE, TUESDAY)) == "accepted"
    assert after(("A2", PAYER, MONDAY), ("A7", CLEARINGHOUSE, TUESDAY)) == "accepted"


def test_the_payer_overwrites_the_clearinghouse_whatever_the_dates():
    assert after(("A1", CLEARINGHOUSE, TUESDAY), ("A2", PAYER, MONDAY)) == "accepted"
    assert after(("A1", CLEARINGHOUSE, TUESDAY), ("A7", PAYER, MONDAY)) == "rejected"


def test_an_a3_after_an_a2_moves():
    assert after(("A2", PAYER, MONDAY), ("A3", PAYER, TUESDAY)) == "rejected"
    assert after(("A2", PAYER, MONDAY), ("A3", PAYER, MONDAY)) == "rejected"


def test_an_a3_that_is_older_than_the_a2_moves_nothing():
    assert after(("A2", PAYER, TUESDAY), ("A3", PAYER, MONDAY)) == "accepted"


def test_an_a2_after_an_a3_moves_only_when_it_is_newer():
    assert after(("A3", PAYER, MONDAY), ("A2", PAYER, MONDAY)) == "rejected"
    assert after(("A3", PAYER, MONDAY), ("A2", PAYER, TUESDAY)) == "accepted"


def test_an_acceptance_is_no_news_for_a_claim_in_work():
    assert after(("P1", PAYER, MONDAY), ("A2", PAYER, TUESDAY)) == "pending"
    assert after(("F1", PAYER, MONDAY), ("A1", PAYER, TUESDAY)) == "finalized"


def test_a_payer_that_takes_a_decision_back_is_believed_when_it_is_newer():
    assert after(("F1", PAYER, MONDAY), ("P2", PAYER, TUESDAY)) == "pending"
    assert after(("F1", PAYER, TUESDAY), ("P2", PAYER, MONDAY)) == "finalized"


def test_a_repeat_moves_nothing_and_says_so():
    verdict = decide(Standing("accepted", PAYER, MONDAY), means="accepted", source=PAYER, day=TUESDAY)

    assert (verdict.status, verdict.why) == ("", "repeated")


@pytest.mark.parametrize("status", ["paid", "partly_paid", "denied", "closed"])
@pytest.mark.parametrize("means", sorted(set(CATEGORIES.values())))
@pytest.mark.parametrize("source", [CLEARINGHOUSE, PAYER])
@pytest.mark.parametrize("day", [MONDAY - timedelta(days=1), MONDAY, TUESDAY])
def test_after_a_remittance_only_a_payer_that_works_on_it_again_reopens(status, means, source, day):
    verdict = decide(Standing(status, REMITTANCE, MONDAY), means=means, source=source, day=day)

    reopens = source == PAYER and means in ("pending", "records_asked") and day == TUESDAY
    assert verdict.status == ("pending" if reopens else "")


@pytest.mark.parametrize("status", ["held", "ready", "voided"])
def test_nothing_moves_a_claim_that_is_not_with_the_payer(status):
    assert decide(Standing(status), means="accepted", source=PAYER, day=MONDAY).why == "not_sent"


@pytest.mark.parametrize("status", ClaimStatus.values)
@pytest.mark.parametrize("means", sorted(set(CATEGORIES.values())))
@pytest.mark.parametrize("standing_source", ["", CLEARINGHOUSE, PAYER, REMITTANCE])
@pytest.mark.parametrize("source", [CLEARINGHOUSE, PAYER])
def test_every_move_is_one_that_the_states_allow(status, means, standing_source, source):
    for day in (MONDAY - timedelta(days=1), MONDAY, TUESDAY):
        verdict = decide(Standing(status, standing_source, MONDAY), means=means, source=source, day=day)

        assert not verdict.status or verdict.status in Claim.TRANSITIONS[status]
        assert verdict.status or verdict.why


def test_in_an_acknowledgement_a_rejection_among_several_codes_decides():
    said = [Said("A1", "20", "PR", MONDAY), Said("A7", "562", "85", MONDAY)]

    assert principal(said, acknowledgement=True).category == "A7"


def test_in_a_status_answer_the_latest_decides_then_the_one_furthest_on():
    assert principal([Said("P1", day=TUESDAY), Said("A2", day=MONDAY)], acknowledgement=False).category == "P1"
    assert principal([Said("P1", day=MONDAY), Said("F1", day=MONDAY)], acknowledgement=False).category == "F1"


def test_nothing_said_decides_nothing():
    assert principal([], acknowledgement=True) is None


def test_progress_knows_every_state_that_waits_for_an_answer():
    assert set(status_answers.PROGRESS) == set(ClaimStatus.values) - {"held", "ready", "voided"} - set(status_answers.DECIDED)
