"""Every case of invariant 2 as a table: what is known, and what may be done."""

from datetime import timedelta
from itertools import product

import pytest

from payers.rules.delivery import LONGEST, SHORTEST, Known, Move, next_move, retry_delay

EVERY_CASE = [Known(*facts) for facts in product([False, True], repeat=5)]


@pytest.mark.parametrize(
    ("outcome_open", "final_listed", "draft_listed", "stay", "approved", "move"),
    [
        (False, False, False, False, False, Move.PUT),  # the first try
        (True, True, False, False, False, Move.ARRIVED),
        (True, True, True, True, True, Move.ARRIVED),  # an approval never beats a proof
        (True, False, True, False, False, Move.PUT),  # a draft without the final name: the rename never happened
        (True, False, False, True, False, Move.PUT),  # consumed files stay listed: a missing name proves that nothing arrived
        (True, False, False, False, False, Move.WAIT),
        (True, False, False, False, True, Move.PUT),  # a person's "send again"
    ],
)
def test_what_is_known_decides(outcome_open, final_listed, draft_listed, stay, approved, move):
    assert next_move(Known(outcome_open, final_listed, draft_listed, stay, approved)) == move


@pytest.mark.parametrize("known", EVERY_CASE)
def test_bytes_go_again_only_with_a_proof_or_an_approval(known):
    proven_absent = not known.final_listed and (known.draft_listed or known.consumed_stay_listed)
    allowed = not known.outcome_open or proven_absent or (known.resend_approved and not known.final_listed)

    assert (next_move(known) == Move.PUT) == allowed


@pytest.mark.parametrize(
    ("age", "delay"), [(timedelta(0), SHORTEST), (timedelta(seconds=60), timedelta(seconds=30)), (timedelta(days=2), LONGEST)]
)
def test_a_server_that_does_not_answer_is_left_alone_for_longer_and_longer(age, delay):
    assert retry_delay(age) == delay
