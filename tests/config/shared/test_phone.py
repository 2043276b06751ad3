"""Ten digits are shown as people write them."""

import pytest

from config.shared.phone import shown_phone


@pytest.mark.parametrize(("digits", "shown"), [("2055550148", "(205) 555-0148"), ("", ""), ("911", "911")])
def test_ten_digits_are_shown_as_people_write_them(digits, shown):
    assert shown_phone(digits) == shown
