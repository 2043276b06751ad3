"""The version on which a form was opened, as it comes back. A form that lost it counts as stale: it never overwrites what others saved."""

NONE_GIVEN = 0  # versions begin at 1, so this one is nobody's


def posted_version(text: str) -> int:
    """The number that the hidden field holds; NONE_GIVEN where it is missing or no number."""
    return int(text) if text.isdecimal() and len(text) < 10 else NONE_GIVEN
