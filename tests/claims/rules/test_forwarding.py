"""Whether a payer sent the claim on: any one sign, unless it says that it could not."""

import pytest

from claims.rules.forwarding import is_forwarded


@pytest.mark.parametrize(("stated", "remarks", "expected"), [
    (True, (), True), (False, ("MA18",), True), (False, ("MA07", "MA01"), True), (False, ("N89",), True), (False, ("MA01",), False),
    (False, (), False), (True, ("MA19",), False), (True, ("MA18", "MA19"), False),
])
def test_any_sign_suffices_and_ma19_cancels(stated, remarks, expected):
    assert is_forwarded(stated, remarks) is expected
