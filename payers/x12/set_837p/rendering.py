"""ClaimBatch -> an 837P, in the guide's order. Called by `payers.x12.write` and by the claim builder's tests.

Neighbours that share billing provider, subscriber or patient share one HL. Numbers of HL, LX and SE are made here, so the
same batch always gives the same bytes.
"""

from payers.x12.set_837p.rendering_claim import add_claim
from payers.x12.set_837p.rendering_line import add_lines
from payers.x12.set_837p.rendering_party import add_party
from payers.x12.values import plain, ymd
from payers.x12.writer import Sheet, pattern

CLAIMS_OF_A_PERSON = 100
LEVEL = pattern("HL*%s*%s*%s*%s")
INSURANCE = pattern("SBR*%s*%s*%s*%s*%s****%s")
NO_FACTS = ("",) * 8


def render(batch):
    """The transaction, ST to SE, as Rendered. ST02 is `batch.control`."""
    sheet = opened(batch)
    levels = Levels(sheet)
    for claim in batch.claims:
        levels.enter(claim)
        add_claim(sheet, claim)
        add_lines(sheet, claim.lines)
        sheet.turn()
    return sheet.finished(batch.control)


def opened(batch):
    """A Sheet with the header of an 837: ST, BHT, submitter, receiver."""
    sheet = Sheet()
    sheet.segments(
        [
            ("ST", "837", batch.control, batch.version),
            ("BHT", "0019", batch.purpose, batch.reference, ymd(batch.date), batch.time, batch.usage),
        ]
    )
    add_party(sheet, "41", batch.submitter)
    add_party(sheet, "40", batch.receiver)
    return sheet


class Levels:
    """Writes an HL when billing provider, subscriber or patient changes, and after the hundred claims that one may carry."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.count = 0
        self.provider = self.subscriber = self.patient = None
        self.provider_hl = self.subscriber_hl = self.claims = 0

    def enter(self, claim):
        """Opens the levels that this claim needs and its neighbour before it did not have."""
        facts = _facts(claim)
        provider = (claim.billing_provider, claim.pay_to_address, claim.pay_to_plan, claim.currency)
        subscriber = (claim.subscriber.id, claim.subscriber, claim.insurance, claim.payer, claim.patient is None and facts)
        if provider != self.provider:
            self.provider_hl = self._hl("", "20", "1")
            self._provider(claim)
            self.provider, self.subscriber, self.patient = provider, None, None
        if subscriber != self.subscriber or self.claims == CLAIMS_OF_A_PERSON:
            self.claims = 0
            self.subscriber_hl = self._hl(self.provider_hl, "22", "1" if claim.patient else "0")
            self._subscriber(claim, facts)
            self.subscriber, self.patient = subscriber, None
        if claim.patient:
            self._patient(claim, facts)
        self.claims += 1

    def _hl(self, parent, level, child):
        self.count += 1
        number = str(self.count)
        sheet = self.sheet
        sheet.shape += LEVEL
        sheet.values += (number, parent, level, child)
        return number

    def _provider(self, claim):
        if claim.billing_provider.taxonomy:
            self.sheet.segments([("PRV", "BI", "PXC", claim.billing_provider.taxonomy)])
        if claim.currency:
            self.sheet.segments([("CUR", "85", claim.currency)])
        add_party(self.sheet, "85", claim.billing_provider, taxonomy=False)
        if claim.pay_to_address:
            add_party(self.sheet, "87", claim.pay_to_address, taxonomy=False)
        if claim.pay_to_plan:
            add_party(self.sheet, "PE", claim.pay_to_plan, taxonomy=False)

    def _subscriber(self, claim, facts):
        sheet, insurance = self.sheet, claim.insurance
        values = (insurance.rank, insurance.relationship, insurance.group_number, insurance.group_name, insurance.msp_type)
        if insurance.claim_filing:
            sheet.shape += INSURANCE
            sheet.values += (*values, insurance.claim_filing)
        else:
            sheet.segments([("SBR", *values)])
        if facts is not NO_FACTS and not claim.patient:
            sheet.segments([("PAT", "", *facts)])
        add_party(sheet, "IL", claim.subscriber)
        add_party(sheet, "PR", claim.payer)

    def _patient(self, claim, facts):
        patient = (claim.patient, claim.patient_relationship, facts)
        if patient == self.patient:
            return
        self._hl(self.subscriber_hl, "23", "0")
        self.sheet.segments([("PAT", claim.patient_relationship, *facts)])
        add_party(self.sheet, "QC", claim.patient)
        self.patient = patient
        self.claims = 0


def _facts(claim):
    """PAT02 to PAT09 of whoever is treated: death, weight, pregnancy."""
    if claim.patient_death_date is None and claim.patient_weight is None and not claim.pregnant:
        return NO_FACTS
    death, weight = ymd(claim.patient_death_date), plain(claim.patient_weight)
    return ("", "", "", "D8" if death else "", death, "01" if weight else "", weight, "Y" if claim.pregnant else "")
