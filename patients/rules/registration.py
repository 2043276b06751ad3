"""Checks of a registration on plain values: what a payer would refuse, said at the field. No ORM."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from config.shared.errors import DomainError

OLDEST_YEARS = 150
MEDICARE_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
MSP_REASONS = {
    "12": "works, or the spouse does (65 or older)", "13": "kidney disease, first 30 months", "14": "accident, no-fault insurance",
    "15": "injured at work", "16": "public health service", "41": "black lung", "42": "Veterans Affairs",
    "43": "disabled, large group plan", "47": "accident, liability insurance",
}


class BirthDateImpossible(DomainError):
    """Nobody can be born on that day."""

    code = "birth_date_impossible"
    message = "{problem}"


def tidy(text: str) -> str:
    """A name or address as it was typed, with single blanks and composed accents; apostrophes, hyphens and letters stay."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def digits_of(text: str) -> str:
    """The digits of a phone number, ZIP or SSN as people write them."""
    return "".join(character for character in text if character in "0123456789")


@dataclass(frozen=True, slots=True)
class Span:
    """The days of another coverage of the same line and rank, and what it is called."""

    name: str
    valid_from: date
    valid_to: date | None


def birth_date_problem(birth_date: date, today: date) -> str:
    """Why nobody can be born then, or ""."""
    if birth_date > today:
        return "The birth date is in the future."
    if birth_date.year < today.year - OLDEST_YEARS:
        return f"That is more than {OLDEST_YEARS} years ago."
    return ""


def check_birth_date(birth_date: date, today: date) -> None:
    """Raise BirthDateImpossible where `birth_date_problem` finds one."""
    if problem := birth_date_problem(birth_date, today):
        raise BirthDateImpossible(problem=problem)


def overlap_problem(valid_from: date, valid_to: date | None, others: Iterable[Span]) -> str:
    """Which coverage of the same rank is in force on some of these days, or ""."""
    for other in others:
        starts_before_other_ends = other.valid_to is None or valid_from <= other.valid_to
        ends_after_other_starts = valid_to is None or other.valid_from <= valid_to
        if starts_before_other_ends and ends_after_other_starts:
            last = f"to {other.valid_to:%m/%d/%Y}" if other.valid_to else "without an end"
            return f"{other.name} has this rank from {other.valid_from:%m/%d/%Y} {last}. End it first, or choose another rank."
    return ""


def member_id_problem(member_id: str, payer_kind: str) -> str:
    """What is wrong with a Medicare number (its pattern is public); other payers' ids are as printed."""
    if payer_kind != "medicare":
        return ""
    plain = member_id.replace("-", "").replace(" ", "").upper()
    if len(plain) != 11 or not plain[0].isdigit() or plain[0] == "0":
        return "A Medicare number has eleven characters and begins with 1 to 9."
    if any(letter not in MEDICARE_LETTERS for letter in (plain[1], plain[4])):
        return "The second and fifth characters of a Medicare number are letters (not S, L, O, I, B or Z)."
    return ""


def msp_problem(msp_code: str, *, payer_kind: str, rank: int) -> str:
    """What is wrong with the reason why Medicare pays second: mandatory there, and nowhere else (DOMAIN 0a.14)."""
    wanted = payer_kind == "medicare" and rank > 1
    if wanted and not msp_code:
        return "Say why Medicare pays second: without it Medicare rejects the claim."
    if msp_code and not wanted:
        return "Only where Medicare pays second."
    return ""


def looks_like_card_number(text: str) -> bool:
    """Whether a run of 13 to 19 digits passes the card check: such a number must not be written into a note."""
    digits = "".join(character if character.isdigit() else " " if character not in "- " else "" for character in text)
    return any(13 <= len(run) <= 19 and _luhn(run) for run in digits.split())


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
