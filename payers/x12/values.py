"""Text of an element <-> money, quantity, date, and the check digit of an NPI.

Readers return None for text that is not such a value, so that the caller can report where it stands; no float is ever
made. Amounts and dates repeat in a file, so readers and writers remember what they have seen, up to a bound.
"""

import re
from datetime import date
from decimal import Decimal

REMEMBER = 50_000
EARLIEST = "1800"
_NUMBER = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,10})?|\.[0-9]{1,10})\Z").match
_MONEY = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,2}0*)?|\.[0-9]{1,2}0*)\Z").match


class Memory(dict):
    """What a function gave for each key it was asked: `memory[key]` calls it once. Forgets all when it holds too much."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def __missing__(self, key):
        value = self.function(key)
        if len(self) >= REMEMBER:
            self.clear()
        self[key] = value
        return value


def _money(text):
    return Decimal(text) if _MONEY(text) else None


def _number(text):
    return Decimal(text) if _NUMBER(text) else None


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


def _plain(value):
    if value is None:
        return ""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _ymd(value):
    return f"{value.year:04d}{value.month:02d}{value.day:02d}" if value else ""


MEMORIES = tuple(map(Memory, (_money, _number, _day, _plain, _ymd)))
money, number, day, plain, ymd = (memory.__getitem__ for memory in MEMORIES)
"""money(text): Decimal of an amount with at most two decimals, or None where the text is none.
number(text): Decimal of a quantity, or None where the text is none.
day(text): date of CCYYMMDD (or YYMMDD, taken as 20YY), or None where there is no such day since 1800.
plain(value): Decimal -> the shortest X12 text, without exponent and trailing zeros; None -> "".
ymd(value): date -> CCYYMMDD, None -> "".
"""


def two_decimals(value):
    """Decimal -> text with two decimals, as the JSON shows money."""
    return format(value, ".2f")


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
