"""What a code or number looks like where a public list or form says so. Tests for `situations`; each takes text and says yes or no.

Sources: IRS employer numbers, USPS ZIP codes and states, NUCC taxonomy form, FDA NDC in its billing form, CMS CLIA numbers,
CMS place of service codes (payers/data), the frequencies and bill types that payers publish.
"""

import re

from payers.x12.meanings import DATA, meaning
from payers.x12.values import day

STATES_AND_PROVINCES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV
WI WY AS GU MP PR VI FM MH PW AA AE AP AB BC MB NB NL NS NT NU ON PE QC SK YT
"""
STATES = frozenset(STATES_AND_PROVINCES.split())
BILL_TYPES_LIST = """
11 12 13 14 18 21 22 23 28 32 33 34 41 43 65 66 71 72 73 74 75 76 77 78 79 81 82 83 84 85 86 87 89
"""
BILL_TYPES = frozenset(BILL_TYPES_LIST.split())
UNLISTED_LIST = """
A4649 A9150 A9270 A9699 A9900 A9999 E1399 J3490 J3590 J7599 J7699 J7799 J7999 J8498 J8499 J8999 J9999 K0108 L0999 L1499 L2999 L3649 L3999
L5999 L7499 L8499 L8699 Q4050 Q4051 T1999 99199 99429 99499 99600
"""
UNLISTED = frozenset(UNLISTED_LIST.split())
TIMED_BY_UNITS = frozenset({"01953", "01967", "01968", "01969", "01996", "01999"})


def _pattern(text):
    return re.compile(text, re.ASCII).fullmatch


def _box(text):
    street = text.upper().replace(".", "").replace(" ", "")
    return street.startswith(("POBOX", "POSTOFFICEBOX", "LOCKBOX"))


def _place(text):
    return bool(meaning("CLM05-1", text)) or not DATA.exists()


def _anesthesia(text):
    return bool(_pattern("0[01][0-9]{3}")(text)) and text not in TIMED_BY_UNITS and "00100" <= text <= "01999"


FORMS = {
    "nine_digits": _pattern("[0-9]{9}"),
    "ten_digits": _pattern("[0-9]{10}"),
    "zip": _pattern("[0-9]{5}(?:[0-9]{4})?"),
    "whole": _pattern(r"[0-9]+(?:\.0*)?"),
    "date": lambda text: len(text) == 8 and day(text) is not None,
    "state": STATES.__contains__,
    "box": _box,
    "taxonomy": _pattern("[0-9A-Z]{9}X"),
    "ndc": _pattern("[0-9]{11}"),
    "clia": _pattern("[0-9]{2}[A-Z][0-9]{7}"),
    "place": _place,
    "bill_type": BILL_TYPES.__contains__,
    "revenue": _pattern("[0-9]{4}"),
    "procedure": _pattern("[0-9A-Z][0-9]{3}[0-9A-Z]"),
    "anesthesia": _anesthesia,
    "reason": _pattern("[1-9][0-9]{0,2}|[ABDPWY][0-9]{1,2}"),
    "remark": _pattern("MA?[0-9]{1,3}|N[0-9]{1,4}"),
    "unlisted": UNLISTED.__contains__,
}
