"""When trying an inbound exception again can help."""

import pytest

from payers.rules.inbound_help import FILE, FINAL, FIRST, TRANSACTION, retry_help


@pytest.mark.parametrize("code", sorted(FINAL))
def test_bytes_that_are_wrong_stay_wrong(code):
    assert retry_help(code, whole_file=True) == retry_help(code, whole_file=False) == ""


@pytest.mark.parametrize("code", sorted(FIRST))
def test_what_has_to_be_mended_first_is_said(code):
    assert retry_help(code, whole_file=False) == FIRST[code]


def test_any_other_refusal_can_be_tried_again():
    assert retry_help("out_of_balance", whole_file=False) == TRANSACTION
    assert retry_help("segment_too_long", whole_file=True) == FILE
