"""The files and values that the X12 benchmark measures: an 835 as text, an 837P as dataclasses. Seeded, invented, and as a payer or practice sends them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from payers import x12
from payers.x12 import set_837p
from payers.x12.model import Address, Contact, Reference, organisation, person

SEED = 835
LAST = ("SMITH", "OKAFOR", "NGUYEN", "DELGADO", "PETROV", "HARRIS", "LINDQVIST", "MEYER", "ROSSI", "ABRAHAM")
FIRST = ("ADA", "BO", "CARMEN", "DMITRI", "ELIF", "FELIX", "GRACE", "HUGO")
PRICES = {str(code): (2_000 + code % 977 * 31, 1_500 + code % 977 * 13) for code in range(99_000, 99_060)}
"""Fee schedule and contract: procedure -> what the practice charges and what the plan allows, in cents. Charges repeat, as they do in life."""
CODES = tuple(PRICES)
HEAD = (
    "ISA*00*          *00*          *ZZ*PAYERGATE      *ZZ*RIVERSIDE      *261124*0930*^*00501*000000077*0*T*:~"
    "GS*HP*PAYERGATE*RIVERSIDE*20261124*0930*77*X*005010X221A1~ST*835*0001~BPR*I*{paid}*C*ACH*CCP*01*111000025*DA*123456*1631234567**01*222000111*DA"
    "*654321*20261123~TRN*1*EFT0000077*1631234567~REF*EV*RIVERSIDE~DTM*405*20261122~N1*PR*BLUE PLAN~N3*5 PLAN WAY~N4*MONTGOMERY*AL*36104~"
    "PER*BL*HELP*TE*3345550199~N1*PE*RIVERSIDE FAMILY MEDICINE*XX*1234567893~REF*TJ*631234567~LX*1~"
)
TAIL = "PLB*1234567893*20261231*WO:OLDCLAIM*{taken}~SE*{count}*0001~GE*1*77~IEA*1*000000077~"


def remittance(path, claims):
    """Writes an 835 with that many claims of three lines, in balance, claim by claim."""
    source = Random(SEED)
    body, paid, segments = [], 0, 0
    for number in range(claims):
        text, amount = _paid_claim(source, number)
        body.append(text)
        paid += amount
        segments += text.count("~")
    head = HEAD.format(paid=_dollars(paid - 2500))
    tail = TAIL.format(taken="25", count=segments + head.count("~") - 2 + 2)
    path.write_text(head + "".join(body) + tail)


def _paid_claim(source, number):
    lines, charged, paid, owed = [], 0, 0, 0
    day = date(2026, 9, 1) + timedelta(days=source.randrange(60))
    for at in range(1, 4):
        code = source.choice(CODES)
        charge, allowed = PRICES[code]
        contract, share = charge - allowed, allowed // 5 if at == 1 else 0
        pays = allowed - share
        lines.append(
            f"SVC*HC:{code}{':25' if at == 1 else ''}*{_dollars(charge)}*{_dollars(pays)}**1~DTM*472*{day:%Y%m%d}~"
            f"CAS*CO*45*{_dollars(contract)}~" + (f"CAS*PR*2*{_dollars(share)}~" if share else "") + f"REF*6R*{number:08d}L{at}~AMT*B6*{_dollars(allowed)}~"
        )
        charged, paid, owed = charged + charge, paid + pays, owed + share
    claim = (
        f"CLP*P{number:08d}*1*{_dollars(charged)}*{_dollars(paid)}*{_dollars(owed)}*12*ICN{source.randrange(10**9):09d}*11*1~"
        f"NM1*QC*1*{source.choice(LAST)}*{source.choice(FIRST)}****MI*W{source.randrange(10**8):08d}~NM1*82*1*HOUSE*GRETA****XX*1679576722~"
        f"REF*EA*{source.randrange(10**6):06d}~DTM*050*20261110~AMT*AU*{_dollars(charged)}~"
    )
    return claim + "".join(lines), paid


def _dollars(cents):
    text = f"{cents // 100}.{cents % 100:02d}" if cents >= 0 else f"-{-cents // 100}.{-cents % 100:02d}"
    return text.rstrip("0").rstrip(".")


def batch(claims):
    """A ClaimBatch of that many claims of three lines. Each claim carries parties of its own, equal or not, as our builder makes them."""
    source = Random(SEED)
    return set_837p.ClaimBatch(
        reference="B000000041", date=date(2026, 11, 24), time="0930", control="0001",
        submitter=organisation("RIVERSIDE", id_qualifier="46", id="RIVER01", contacts=(Contact("IC", "BILLING", (("TE", "3345550100"),)),)),
        receiver=organisation("PAYERGATE", id_qualifier="46", id="GATE01"),
        claims=tuple(_claim(source, number) for number in range(claims)),
    )  # fmt: skip


def _claim(source, number):
    day = date(2026, 9, 1) + timedelta(days=source.randrange(60))
    lines = tuple(_line(source, number, at, day) for at in range(1, 4))
    return set_837p.Claim(
        patient_control_number=f"P{number:08d}", charge=sum((line.charge for line in lines), Decimal(0)), place_of_service="11",
        billing_provider=organisation(
            "RIVERSIDE FAMILY MEDICINE", id_qualifier="XX", id="1234567893", taxonomy="207Q00000X",
            address=Address("12 MAIN ST", "SUITE 4", "MONTGOMERY", "AL", "361041234"), references=(Reference("EI", "631234567"),),
            contacts=(Contact("IC", "BILLING OFFICE", (("TE", "3345550100"),)),),
        ),
        subscriber=person(
            source.choice(LAST), source.choice(FIRST), id_qualifier="MI", id=f"W{source.randrange(10**8):08d}",
            address=Address(f"{source.randrange(1, 999)} ELM ST", "", "MONTGOMERY", "AL", "36104"),
            birth_date=date(1950, 1, 1) + timedelta(days=source.randrange(20_000)), sex=source.choice("FM"),
        ),
        insurance=set_837p.Insurance(rank="P", relationship="18", group_number=f"G{source.randrange(500)}", claim_filing="CI"),
        payer=organisation("BLUE PLAN", id_qualifier="PI", id="BPA01"), rendering=person("HOUSE", "GRETA", id_qualifier="XX", id="1679576722", taxonomy="207Q00000X"),
        references=(Reference("G1", f"AUTH{number}"),) if number % 5 == 0 else (),
        diagnoses=(set_837p.Diagnosis("ABK", "E119"), set_837p.Diagnosis("ABF", "I10")), lines=lines,
    )  # fmt: skip


def _line(source, number, at, day):
    code = source.choice(CODES)
    return set_837p.ServiceLine(
        procedure=code, modifiers=("25",) if at == 1 else (), charge=Decimal(PRICES[code][0]) / 100, units=Decimal(1),
        pointers=("1", "2") if at == 1 else ("1",), service_date=day, control_number=f"{number:08d}L{at}",
    )  # fmt: skip


def envelope():
    """An envelope from a practice to a clearinghouse."""
    return x12.Envelope(sender="RIVERSIDE", receiver="PAYERGATE", control=41, at=datetime(2026, 11, 24, 9, 30), group_control=41)
