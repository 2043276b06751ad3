"""The register of states: word, tone and shape."""

import pytest

from config.shared.ui import statuses
from config.shared.ui.statuses import Status


def test_a_state_draws_its_tones_own_shape_unless_it_has_another():
    assert Status("Denied", "risk").mark == "risk"
    assert Status("Denied in part", "risk", "half").mark == "half"


@pytest.mark.parametrize(("tone", "shape"), [("red", ""), ("need", "star")])
def test_a_tone_or_shape_that_is_not_drawn_is_refused(tone, shape):
    with pytest.raises(ValueError, match="unknown tone or shape"):
        Status("Odd", tone, shape)


def test_a_registered_state_is_found_by_kind_and_value():
    statuses.register("test_found", {"open": Status("Open", "need")})

    assert statuses.get("test_found", "open").word == "Open"


def test_the_same_state_may_be_registered_twice_but_not_differently():
    statuses.register("test_twice", {"open": Status("Open", "need")})
    statuses.register("test_twice", {"open": Status("Open", "need")})

    with pytest.raises(ValueError, match="registered differently"):
        statuses.register("test_twice", {"open": Status("Open", "wait")})


def test_a_state_that_nobody_registered_is_an_error_not_a_grey_word():
    with pytest.raises(ValueError, match="no status is registered for claim_of_nobody"):
        statuses.get("claim_of_nobody", "open")
