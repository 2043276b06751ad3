"""Is this 837P one that a payer can take? Guide, then what no single segment shows: totals, pointers, numbers, payers.

Called by `payers.x12.check`. Sources: X12 005010X222A1; DOMAIN notes on CLM01, frequency, COB balancing.
"""

from datetime import timedelta
from decimal import Decimal

from payers.x12.checking import by_guide, with_values
from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.set_837p.guide import GUIDE
from payers.x12.set_837p.reading import parse

ZERO = Decimal(0)
MOST_CLAIMS = 5_000
LONGEST_CONTROL_NUMBER = 20
LONGEST_LINE_NUMBER = 30
REPLACEMENT, VOID = "7", "8"
ICD10 = ("ABK", "ABF")


def check(transaction):
    """All findings about a Transaction that is an 837P."""
    found = by_guide(transaction, GUIDE)
    batch = parse(transaction)
    found = with_values(found, batch.findings)
    found += too_many_claims(batch)
    seen = {}
    for claim in batch.claims:
        found += claim_findings(claim, batch)
        found += repeated(claim, seen)
    return tuple(sorted(found, key=lambda item: item.segment_number))


def too_many_claims(batch):
    """More claims than receivers take in one ST. Source: X12 005010X222A1, recommended limit."""
    if len(batch.claims) > MOST_CLAIMS:
        message = f"The transaction has {len(batch.claims)} claims, receivers take {MOST_CLAIMS}: split it."
        yield Finding(WARNING, "claim_count", "", "ST", 1, "", message)


def claim_findings(claim, batch=None):
    """What is wrong with one claim as a whole."""
    found = [*_number(claim), *_totals(claim), *_diagnoses(claim), *_frequency(claim), *_payers(claim), *_people(claim)]
    for line in claim.lines:
        found += _line(claim, line)
    found += _dates(claim, batch)
    return found + _coordination(claim)


def _claim(claim, code, element, message, severity=ERROR, segment="CLM", number=None):
    return Finding(severity, code, "2300", segment, number or claim.first_segment, element, f"Claim {claim.patient_control_number}: {message}")


def _number(claim):
    if len(claim.patient_control_number) > LONGEST_CONTROL_NUMBER:
        yield _claim(
            claim,
            "control_number_long",
            "CLM01",
            f"the patient control number has more than {LONGEST_CONTROL_NUMBER} characters, payers cut it off: shorten it.",
        )
    numbers = [line.control_number for line in claim.lines if line.control_number]
    for line in claim.lines:
        if line.control_number and numbers.count(line.control_number) > 1:
            yield _claim(
                claim,
                "line_number_repeated",
                "REF02",
                f"the line control number {line.control_number!r} stands on several lines: give each its own.",
                number=line.first_segment,
                segment="REF",
            )
        if len(line.control_number) > LONGEST_LINE_NUMBER:
            yield _claim(
                claim,
                "line_number_long",
                "REF02",
                f"the line control number has more than {LONGEST_LINE_NUMBER} characters: shorten it.",
                number=line.first_segment,
                segment="REF",
            )


def repeated(claim, seen):
    """The same patient control number on two claims; `seen` maps numbers to segments."""
    number = claim.patient_control_number
    if number in seen:
        yield _claim(
            claim,
            "claim_repeated",
            "CLM01",
            f"the same patient control number stands on the claim at segment {seen[number]}: each claim of a batch needs its own.",
        )
    seen.setdefault(number, claim.first_segment)


def _totals(claim):
    total = sum((line.charge for line in claim.lines), ZERO)
    if claim.lines and total != claim.charge:
        yield _claim(claim, "charge_total", "CLM02", f"the charge is {claim.charge:.2f}, its lines add up to {total:.2f}: correct one of them.")
    if claim.charge < ZERO:
        yield _claim(claim, "negative_charge", "CLM02", "the charge is negative: a claim is taken back by frequency 8, not by a negative amount.")


def _diagnoses(claim):
    codes = [item.code for item in claim.diagnoses]
    if len(codes) > 12:
        yield _claim(claim, "diagnosis_count", "HI", f"it has {len(codes)} diagnoses, twelve are allowed.", segment="HI")
    for item in claim.diagnoses:
        if "." in item.code:
            yield _claim(claim, "diagnosis_dot", "HI", f"the diagnosis {item.code} has a dot: send it without.", segment="HI")
        if codes.count(item.code) > 1:
            yield _claim(claim, "diagnosis_repeated", "HI", f"the diagnosis {item.code} stands twice: send it once.", WARNING, segment="HI")
            break
    versions = {item.qualifier in ICD10 for item in claim.diagnoses}
    if len(versions) > 1:
        yield _claim(
            claim, "diagnosis_versions", "HI", "ICD-9 and ICD-10 codes are mixed: use the list in force on the date of service.", segment="HI"
        )


def _frequency(claim):
    if claim.frequency not in ("1", REPLACEMENT, VOID):
        yield _claim(claim, "frequency", "CLM05-3", f"the frequency {claim.frequency!r} is not 1 (original), 7 (replacement) or 8 (void).")
    if claim.frequency in (REPLACEMENT, VOID) and not claim.original_reference:
        yield _claim(
            claim,
            "original_reference_missing",
            "CLM05-3",
            f"frequency {claim.frequency} needs the payer's claim number in REF*F8: take it from the remittance or the 277.",
        )
    if claim.frequency == "1" and claim.original_reference:
        yield _claim(
            claim,
            "original_reference_unexpected",
            "CLM05-3",
            "REF*F8 names an earlier claim, but the frequency says original: use 7 or 8, or leave REF*F8 out.",
            WARNING,
        )


def _payers(claim):
    ranks = [claim.insurance.rank] + [other.insurance.rank for other in claim.other_insurances]
    if claim.insurance.rank in ("S", "T") and not claim.other_insurances:
        yield _claim(
            claim,
            "other_payer_missing",
            "SBR01",
            "it goes to a payer that is not the first, but names no other payer (loop 2320): add the payers before it.",
            segment="SBR",
        )
    for rank in ("P", "S", "T"):
        if ranks.count(rank) > 1:
            yield _claim(claim, "rank_repeated", "SBR01", f"two payers stand at rank {rank}: each has its own place in line.", segment="SBR")
    if claim.insurance.claim_filing in ("MA", "MB") and claim.insurance.rank in ("S", "T") and not claim.insurance.msp_type:
        yield _claim(
            claim, "msp_type_missing", "SBR05", "Medicare is not the first payer, so SBR05 must say why (12 to 16, 41 to 43, 47).", segment="SBR"
        )
    if claim.other_insurances and not claim.insurance.rank:
        yield _claim(claim, "rank_missing", "SBR01", "the place of its payer in line is missing.", segment="SBR")


def _people(claim):
    if claim.insurance.relationship == "18" and claim.patient is not None:
        yield _claim(
            claim,
            "patient_is_subscriber",
            "SBR02",
            "the subscriber is the patient, yet there is a patient level: leave one of them out.",
            segment="SBR",
        )
    if claim.insurance.relationship != "18" and claim.patient is None:
        yield _claim(
            claim,
            "patient_missing",
            "SBR02",
            "the subscriber is not said to be the patient (18), and no patient level follows: add loop 2000C or set SBR02 to 18.",
            segment="SBR",
        )
    if claim.subscriber.is_person and not claim.subscriber.id:
        yield _claim(claim, "member_id_missing", "NM109", "the subscriber has no member id: take it from the card.", segment="NM1")
    complete = claim.subscriber.birth_date and claim.subscriber.address
    if claim.patient is None and claim.insurance.relationship == "18" and not complete:
        yield _claim(
            claim,
            "subscriber_incomplete",
            "NM1",
            "the subscriber is the patient, so address, birth date and sex must be given (N3, N4, DMG).",
            segment="NM1",
        )
    if not claim.billing_provider.tax_id:
        yield _claim(claim, "tax_id_missing", "REF02", "the billing provider has no tax id (REF*EI or REF*SY).", segment="REF")
    yield from _billing_address(claim)


def _billing_address(claim):
    address = claim.billing_provider.address
    if address is None:
        return
    street = address.line1.upper().replace(".", "").replace(" ", "")
    if street.startswith(("POBOX", "POSTOFFICEBOX", "LOCKBOX")):
        yield _claim(
            claim,
            "billing_address_box",
            "N301",
            "the billing provider's address is a post-office box: give the street, a box goes into the pay-to address.",
            segment="N3",
        )
    if address.country in ("", "US") and len(address.zip_code) != 9:
        yield _claim(claim, "billing_zip", "N403", "the billing provider's ZIP must have nine digits.", WARNING, segment="N4")


def _line(claim, line):
    def say(code, element, message, severity=ERROR):
        text = f"Claim {claim.patient_control_number}, line {line.number}: {message}"
        return Finding(severity, code, "2400", "SV1", line.first_segment + 1, element, text)

    for pointer in line.pointers:
        if not (pointer.isascii() and pointer.isdigit()) or not 1 <= int(pointer[:9]) <= len(claim.diagnoses):
            yield say(
                "pointer",
                "SV107",
                f"it points to diagnosis {pointer}, the claim has {len(claim.diagnoses)}: correct the pointer or add the diagnosis.",
            )
    if len(set(line.pointers)) < len(line.pointers):
        yield say("pointer_repeated", "SV107", "it points to one diagnosis twice.", WARNING)
    if line.units <= ZERO:
        yield say("units", "SV104", f"the units are {line.units}: at least one unit or minute must be billed.")
    if line.charge < ZERO:
        yield say("negative_charge", "SV102", "the charge is negative.")
    if line.service_end and line.service_date and line.service_end < line.service_date:
        yield say("service_period", "DTP03", "the service ends before it begins.")


def _dates(claim, batch):
    found = []
    made = batch.date if batch else None
    born = claim.treated_party.birth_date
    for line in claim.lines:
        when = line.service_date
        if when is None:
            continue
        where = f"line {line.number} has service date {when}"
        if made and when > made + timedelta(days=1):
            found.append(
                _claim(
                    claim,
                    "service_in_future",
                    "DTP03",
                    f"{where}, after the day this file was made ({made}): correct the date.",
                    segment="DTP",
                    number=line.first_segment,
                )
            )
        if born and when < born:
            found.append(
                _claim(claim, "service_before_birth", "DTP03", f"{where}, before the patient was born.", segment="DTP", number=line.first_segment)
            )
    if made and born and born > made:
        found.append(_claim(claim, "birth_in_future", "DMG02", "the patient's birth date lies in the future.", segment="DMG"))
    return found


def _coordination(claim):
    """What earlier payers decided must add up. Source: X12 005010X222A1, coordination of benefits balancing."""
    found = []
    for other in claim.other_insurances:
        if other.paid is None:
            continue
        adjusted = sum((item.amount for item in other.adjustments), ZERO)
        decided = [(line, item) for line in claim.lines for item in line.adjudications if item.payer_id == other.payer.id]
        adjusted += sum((adjustment.amount for _, item in decided for adjustment in item.adjustments), ZERO)
        if claim.charge - adjusted != other.paid:
            off = claim.charge - adjusted - other.paid
            found.append(
                _claim(
                    claim,
                    "cob_claim_balance",
                    "AMT02",
                    f"charge {claim.charge:.2f} less the adjustments of {other.payer.name or other.payer.id} "
                    f"is not the {other.paid:.2f} it paid, off by {off:.2f}: take both from its remittance.",
                    segment="AMT",
                )
            )
        found += [_line_balance(claim, line, item) for line, item in decided if not _adds_up(line, item)]
    known = {other.payer.id for other in claim.other_insurances}
    for line in claim.lines:
        for item in line.adjudications:
            if item.payer_id not in known:
                found.append(
                    _claim(
                        claim,
                        "cob_payer_unknown",
                        "SVD01",
                        f"line {line.number} was decided by {item.payer_id!r}, which is no other payer of this claim (2330B NM109).",
                        segment="SVD",
                        number=line.first_segment,
                    )
                )
    return found


def _adds_up(line, item):
    return line.charge - sum((adjustment.amount for adjustment in item.adjustments), ZERO) == item.paid


def _line_balance(claim, line, item):
    return _claim(
        claim,
        "cob_line_balance",
        "SVD02",
        f"line {line.number}: charge {line.charge:.2f} less the earlier payer's adjustments is not the {item.paid:.2f} it paid.",
        segment="SVD",
        number=line.first_segment,
    )


SHARED = (_number, _totals, _payers, _coordination)
