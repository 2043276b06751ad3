"""ClaimBatch -> segments of an 837P, in the guide's order. Called by `payers.x12.write` and by the claim builder's tests.

Neighbours that share billing provider, subscriber or patient share one HL. Numbers of HL, LX and SE are made here, so the
same batch always gives the same bytes.
"""

from payers.x12.parts import party_segments
from payers.x12.set_837p.rendering_claim import claim_segments
from payers.x12.set_837p.rendering_line import line_segments
from payers.x12.values import plain, ymd
from payers.x12.writer import finished

CLAIMS_OF_A_PERSON = 100


def render(batch):
    """Segments (tuples of text), ST to SE. ST02 is `batch.control`."""
    segments = [
        ("ST", "837", batch.control, batch.version),
        ("BHT", "0019", batch.purpose, batch.reference, ymd(batch.date), batch.time, batch.usage),
    ]
    segments += party_segments("41", batch.submitter)
    segments += party_segments("40", batch.receiver)
    levels = Levels(segments)
    for claim in batch.claims:
        levels.enter(claim)
        segments += claim_segments(claim)
        for number, line in enumerate(claim.lines, 1):
            segments += line_segments(line, line.number or number)
    return finished(segments)


class Levels:
    """Writes an HL when billing provider, subscriber or patient changes, and after the hundred claims that one may carry."""

    def __init__(self, segments):
        self.segments = segments
        self.count = 0
        self.provider = self.subscriber = self.patient = None
        self.provider_hl = self.subscriber_hl = self.claims = 0

    def enter(self, claim):
        provider = (claim.billing_provider, claim.pay_to_address, claim.pay_to_plan)
        subscriber = (claim.subscriber, claim.insurance, claim.payer, claim.patient is None and _facts(claim))
        patient = (claim.patient, claim.patient_relationship, _facts(claim))
        if provider != self.provider:
            self.provider_hl = self._hl("", "20", "1")
            self._provider(claim)
            self.provider, self.subscriber, self.patient = provider, None, None
        if subscriber != self.subscriber or self.claims == CLAIMS_OF_A_PERSON:
            self.claims = 0
            self.subscriber_hl = self._hl(str(self.provider_hl), "22", "1" if claim.patient else "0")
            self._subscriber(claim)
            self.subscriber, self.patient = subscriber, None
        if claim.patient and patient != self.patient:
            self._hl(str(self.subscriber_hl), "23", "0")
            self.segments.append(("PAT", claim.patient_relationship, *_facts(claim)))
            self.segments += party_segments("QC", claim.patient)
            self.patient = patient
            self.claims = 0
        self.claims += 1

    def _hl(self, parent, level, child):
        self.count += 1
        self.segments.append(("HL", str(self.count), parent, level, child))
        return self.count

    def _provider(self, claim):
        if claim.billing_provider.taxonomy:
            self.segments.append(("PRV", "BI", "PXC", claim.billing_provider.taxonomy))
        self.segments += party_segments("85", claim.billing_provider, taxonomy=False)
        if claim.pay_to_address:
            self.segments += party_segments("87", claim.pay_to_address, taxonomy=False)
        if claim.pay_to_plan:
            self.segments += party_segments("PE", claim.pay_to_plan, taxonomy=False)

    def _subscriber(self, claim):
        insurance = claim.insurance
        self.segments.append(
            ("SBR", insurance.rank, insurance.relationship, insurance.group_number, insurance.group_name, insurance.msp_type, "",
             "", "", insurance.claim_filing)
        )  # fmt: skip
        if not claim.patient and any(_facts(claim)):
            self.segments.append(("PAT", "", *_facts(claim)))
        self.segments += party_segments("IL", claim.subscriber)
        self.segments += party_segments("PR", claim.payer)


def _facts(claim):
    """PAT02 to PAT09 of whoever is treated: death, weight, pregnancy."""
    death, weight = ymd(claim.patient_death_date), plain(claim.patient_weight)
    return ("", "", "", "D8" if death else "", death, "01" if weight else "", weight, "Y" if claim.pregnant else "")
