"""What every refusal shares."""

import pickle

import pytest

from config.shared.errors import ReasonMissing, TransitionNotAllowed, require_reason


def test_a_reason_comes_without_blanks_around_it():
    assert require_reason("  support saw no file \n") == "support saw no file"


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_a_reason_of_nothing_is_refused(text):
    with pytest.raises(ReasonMissing) as caught:
        require_reason(text)

    assert (caught.value.code, caught.value.conflict) == ("reason_missing", False)


def test_a_refusal_crosses_to_another_process_whole():
    error = TransitionNotAllowed(kind="claim", from_state="sent", to_state="ready")

    came = pickle.loads(pickle.dumps(error))

    assert (type(came), came.context, str(came)) == (TransitionNotAllowed, error.context, "A claim that is sent can't become ready.")
