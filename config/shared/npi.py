"""The National Provider Identifier's check digit, and the form check that uses it.

Source: 45 CFR 162.406; Luhn over the prefix 80840 and the ten digits.
"""

from django.core.exceptions import ValidationError


def is_valid_npi(text: str) -> bool:
    """Whether `text` is ten digits with a right check digit."""
    if len(text) != 10 or not text.isascii() or not text.isdigit():
        return False
    total = 24  # what the prefix 80840 adds
    for position, digit in enumerate(reversed(text)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def validate_npi(text: str) -> None:
    """Form and model validator: raises ValidationError with what to do."""
    if not is_valid_npi(text):
        raise ValidationError("This is no valid NPI: ten digits, the last one checks the others. Look for a mistyped digit.", code="npi")
