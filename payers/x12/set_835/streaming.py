"""An 835 of any size in flat memory: claim by claim, balanced on the way. Called by posting of large files and by benchmarks."""

from payers.x12.set_835.balancing import ZERO, Balance, claim_balance, signed_payment
from payers.x12.set_835.reading import RemittanceReading
from payers.x12.walk import transactions


def stream(source):
    """A RemittanceStream for each 835 in the file. Take the claims of one before asking for the next. Raises Unreadable."""
    for header, segments in transactions(source):
        if header.type == "835":
            yield RemittanceStream(header, segments)


class RemittanceStream:
    """Iterates the ClaimPayments of one ST; when they are taken, `remittance` (without claims) and `balance` are set."""

    def __init__(self, header, segments):
        self.header = header
        self.remittance = self.balance = None
        self.count = 0
        self._segments = segments

    def __iter__(self):
        reading = RemittanceReading(self.header)
        paid, off = ZERO, []
        for claim in reading.claims(self._segments):
            self.count += 1
            paid += claim.paid
            found = claim_balance(claim)
            if found:
                off.append(found)
            yield claim
        self.remittance = reading.remittance(())
        adjusted = sum((item.amount for item in self.remittance.provider_adjustments), ZERO)
        self.balance = Balance(signed_payment(self.remittance) - (paid - adjusted), tuple(off), paid, adjusted)
