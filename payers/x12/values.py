"""Text of an element <-> money, quantity, date, and the check digit of an NPI.

Readers return None for text that is not such a value, so that the caller can report where it stands; no float is ever
made. Amounts and dates repeat in a file, so both readers remember what they have seen, up to a bound.
"""

import re
from datetime import date
from decimal import Decimal

REMEMBER = 50_000
EARLIEST = "1800"
_NUMBER = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,10})?|\.[0-9]{1,10})\Z").match
_MONEY = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,2}0*)?|\.[0-9]{1,2}0*)\Z").match
_numbers: dict[str, Decimal | None] = {}
KNOWN_AMOUNTS: dict[str, Decimal | None] = {}
_days: dict[str, date | None] = {}


def money(text):
    """Decimal of an amount with at most two decimals, or None where the text is none."""
    try:
        return KNOWN_AMOUNTS[text]
    except KeyError:
        return _remember(KNOWN_AMOUNTS, text, Decimal(text) if _MONEY(text) else None)


def number(text):
    """Decimal of a quantity, or None where the text is none."""
    try:
        return _numbers[text]
    except KeyError:
        return _remember(_numbers, text, Decimal(text) if _NUMBER(text) else None)


def day(text):
    """date of CCYYMMDD (or YYMMDD, taken as 20YY), or None where there is no such day since 1800."""
    try:
        return _days[text]
    except KeyError:
        return _remember(_days, text, _day(text))


def _day(text):
    if not (text.isascii() and text.isdigit()) or len(text) not in (6, 8):
        return None
    text = text if len(text) == 8 else "20" + text
    if text < EARLIEST:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _remember(memory, text, value):
    if len(memory) >= REMEMBER:
        memory.clear()
    memory[text] = value
    return value


def plain(value):
    """Decimal -> the shortest X12 text: no exponent, no trailing zeros, no leading zero before the point."""
    if value is None:
        return ""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text


def two_decimals(value):
    """Decimal -> text with two decimals, as the JSON shows money."""
    return format(value, ".2f")


def ymd(value):
    """date -> CCYYMMDD, None -> ""."""
    return f"{value.year:04d}{value.month:02d}{value.day:02d}" if value else ""


def is_time(text):
    """True for HHMM, HHMMSS or with hundredths, within the day."""
    if not (text.isascii() and text.isdigit()) or len(text) not in (4, 6, 7, 8):
        return False
    return text[:2] < "24" and text[2:4] < "60" and (len(text) == 4 or text[4:6] < "60")


def npi_ok(text):
    """True when the ten digits carry a right check digit (Luhn over 80840 + NPI). Source: CMS NPI check digit."""
    if len(text) != 10 or not (text.isascii() and text.isdigit()) or text[0] not in "12":
        return False
    total = 24
    for position, digit in enumerate(map(int, text)):
        doubled = digit * 2 if position % 2 == 0 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
