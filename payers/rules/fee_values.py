"""What a person or a file may write for a price, a code, a modifier and a description. Called by the grid and by the reader of files.

Each function returns the value or raises NotAFee, whose text says what is wrong and, where we know it, what to do.
"""

import re
from decimal import Decimal

LARGEST = Decimal("99999999.9999")  # what NUMERIC(12,4) holds
_PRICE = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
_CODE = re.compile(r"[0-9A-Z]{5}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
FORMULA_GUARD = re.compile(r"^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


class NotAFee(ValueError):
    """The text is no value of this kind."""


def price(text: str) -> Decimal:
    """"$1,234.50" -> 1234.5000. Dollars per unit with up to four decimals, never negative, never with an exponent."""
    shown = text.strip()
    plain = shown.removeprefix("$").strip()
    if not plain:
        raise NotAFee("A price is missing.")
    if plain.startswith(("-", "\u2212", "(")):
        raise NotAFee(f"{_short(shown)} is negative.")
    if not _PRICE.fullmatch(plain) or plain == ".":
        raise NotAFee(f"{_short(shown)} is no price. Write 92.60 or 1,234.50.")
    amount = Decimal(plain.replace(",", ""))
    if amount > LARGEST:
        raise NotAFee(f"{_short(shown)} is too large.")
    if amount != amount.quantize(Decimal("0.0001")):
        raise NotAFee(f"{_short(shown)} has more than four decimals.")
    return amount.quantize(Decimal("0.0001"))


def code(text: str) -> str:
    """" 99213" -> "99213"."""
    found = text.strip().upper()
    if not found:
        raise NotAFee("A code is missing.")
    if found.isdigit() and len(found) < 5:
        raise NotAFee(f"{found} has {len(found)} digits, a code five: a zero in front may be lost.")
    if not _CODE.fullmatch(found):
        raise NotAFee(f"{_short(found)} is no code. A code has five letters or digits.")
    return found


def modifier(text: str) -> str:
    """"tc" -> "TC"; nothing stays nothing."""
    found = text.strip().upper()
    if found and not _MODIFIER.fullmatch(found):
        raise NotAFee(f"{_short(found)} is no modifier. One of two letters or digits, or nothing.")
    return found


def description(text: str) -> str:
    """Our own words, in one line; the apostrophe that our CSV puts before a formula goes."""
    plain = "".join(letter if letter.isprintable() else " " for letter in FORMULA_GUARD.sub("", text, count=1))
    found = " ".join(plain.split())
    if len(found) > 80:
        raise NotAFee(f"{len(found)} letters; 80 fit.")
    return found


def as_typed(amount: Decimal | None) -> str:
    """A price as one types it: two to four decimals, no commas; nothing for none."""
    if amount is None:
        return ""
    whole, _, decimals = f"{amount:.4f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "\u2026"
