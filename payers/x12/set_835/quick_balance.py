"""Balances every 835 of a file without building its claims: for a first look at large files, in flat memory.

Gives the same Balance as `balance(parse(transaction))`, several times sooner: only the segments that carry money of the
sums are taken apart, and sums are whole cents. Called by benchmarks and by whoever must know before reading further.
"""

from decimal import Decimal

from payers.x12.set_835.balancing import Balance, ClaimBalance
from payers.x12.values import money
from payers.x12.walk import transactions

REMEMBER = 50_000
NAMES = frozenset({"CLP", "BPR", "PLB", "TS3", "TS2", "LX", "SE"})
CLAIM, LINE, ADJUSTMENT, PAYMENT, PROVIDER, END = range(6)
_cents: dict[str, int] = {"": 0}


def quick_balances(source):
    """(TransactionHeader, Balance) of each 835 in the file. Raises Unreadable."""
    for header, segments in transactions(source):
        if header.type == "835":
            yield header, _Sums(header.delimiters.element).over(segments)


def cents(text):
    """Whole cents of an amount; text that is none counts 0, as it does where claims are built."""
    try:
        return _cents[text]
    except KeyError:
        if len(_cents) > REMEMBER:
            _cents.clear()
        value = money(text)
        return _cents.setdefault(text, int(value * 100) if value is not None else 0)


class _Sums:
    """The sums of one ST while its segments go by. `owed` is what a claim or line still has to explain, in cents."""

    def __init__(self, element):
        self.element = element
        self.heads = {"CLP": CLAIM, "SVC": LINE, "CAS": ADJUSTMENT, "BPR": PAYMENT, "PLB": PROVIDER, "TS3": END, "TS2": END}
        self.heads |= {"LX" + element: END, "SE" + element: END}
        self.payment = self.paid = self.provider = self.ordinal = 0
        self.off = []
        self.claim = None

    def over(self, segments):
        """Balance of these segments (text, ST first)."""
        kind_of, element = self.heads.get, self.element
        claim_owed = line_owed = 0
        in_claim = in_line = False
        for number, text in enumerate(segments, 1):
            kind = kind_of(text[:3])
            if kind is None:
                continue
            parts = text.split(element)
            if kind == ADJUSTMENT:
                if in_claim and parts[0] == "CAS":
                    adjusted = cents(parts[3]) if len(parts) == 4 else sum(map(cents, parts[3::3]))
                    claim_owed -= adjusted
                    line_owed -= adjusted
            elif kind == LINE:
                if in_claim and parts[0] == "SVC":
                    if in_line:
                        self._line(line_owed)
                    in_line, line_owed = True, cents(_at(parts, 2)) - cents(_at(parts, 3))
                    self.lines += 1
            elif parts[0] in NAMES:
                if in_claim and kind != PAYMENT:
                    self._claim(claim_owed, line_owed, in_line)
                    in_claim = in_line = False
                if kind == CLAIM:
                    in_claim = True
                    claim_owed = self._open(parts, number)
                elif kind == PAYMENT:
                    self.payment = cents(_at(parts, 2)) * (-1 if _at(parts, 3) == "D" else 1)
                elif kind == PROVIDER:
                    self.provider += sum(map(cents, parts[4::2]))
        if in_claim:
            self._claim(claim_owed, line_owed, in_line)
        return self._balance()

    def _open(self, parts, number):
        self.ordinal += 1
        self.claim = (self.ordinal, _at(parts, 1), number)
        self.lines, self.lines_off = 0, []
        paid = cents(_at(parts, 4))
        self.paid += paid
        return cents(_at(parts, 3)) - paid

    def _line(self, owed):
        if owed:
            self.lines_off.append((self.lines, _amount(owed)))

    def _claim(self, owed, line_owed, in_line):
        if in_line:
            self._line(line_owed)
        if owed or self.lines_off:
            ordinal, number, first = self.claim
            self.off.append(ClaimBalance(ordinal, number, _amount(owed), tuple(self.lines_off), first))

    def _balance(self):
        difference = self.payment - (self.paid - self.provider)
        return Balance(_amount(difference), tuple(self.off), _amount(self.paid), _amount(self.provider))


def _at(parts, position):
    return parts[position] if position < len(parts) else ""


def _amount(value):
    return Decimal(value) / 100
