"""What we write, as files that linuxforhealth-x12 can take: one person and one question each; it loses its place at the second.

Used by test_linuxforhealth.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from payers import x12
from payers.x12 import set_270, set_271
from payers.x12.model import Amount, Dated, Reference, organisation, person
from tests.payers.x12 import builders

PROVIDER = builders.organisation("RIVERSIDE FAMILY MEDICINE", role="1P", id_qualifier="XX", id=builders.NPI)
PAYER = organisation("BLUE PLAN", role="PR", id_qualifier="PI", id="BPA01")
SUBSCRIBER = person("DOE", "ADA", role="IL", id_qualifier="MI", id="W123456789", birth_date=date(1980, 5, 6), sex="F")
CHILD = person("DOE", "BO", role="03", birth_date=date(2016, 2, 29), sex="M")
KNOWN = {"source": PAYER, "receiver": PROVIDER, "subscriber": SUBSCRIBER}
TRACE = {"trace": "T1", "trace_company": "9877281234"}


def _asked(**fields):
    inquiry = set_270.EligibilityInquiry(**KNOWN | TRACE | {"date": builders.SERVED} | fields)
    return set_270.EligibilityRequest(reference="ELIG1", date=builders.MADE, time="1000", inquiries=(inquiry,))


def _answered(*benefits, **fields):
    answer = set_271.EligibilityAnswer(**KNOWN | {"traces": (("2", "T1", "9877281234"),), "benefits": benefits} | fields)
    return set_271.EligibilityResponse(reference="ELIG1", date=builders.MADE, time="1001", answers=(answer,))


BENEFITS = (
    set_271.Benefit(info="1", level="IND", service_types=("30",), insurance="C1", plan="GOLD 500"),
    set_271.Benefit(info="C", level="IND", service_types=("30",), period="23", amount=Decimal(1000), network="Y", messages=("RESETS IN JANUARY",)),
    set_271.Benefit(info="A", level="IND", service_types=("98", "UC"), percent=Decimal("0.2"), dates=(Dated("348", builders.SERVED),)),
    set_271.Benefit(info="B", level="IND", service_types=("98",), period="27", amount=Decimal(25), references=(Reference("18", "PLAN7"),)),
    set_271.Benefit(info="R", service_types=("30",), parties=(organisation("OTHER PLAN", role="PR", id_qualifier="PI", id="OTH01"),)),
)
QUESTIONS = (
    set_270.Question(service_types=("30",)),
    set_270.Question(service_types=("98",), amounts=(Amount("R", Decimal(50)),), places=(("III", "ZZ", "11"),), references=(Reference("G1", "AUTH9"),)),
)


def _request(position):
    request = builders.status_request()
    return replace(request, inquiries=(request.inquiries[position],))


def _report(position):
    report = builders.status_report()
    return replace(report, entries=(report.entries[position],))


MODELS = {
    "270 of a subscriber": _asked(questions=QUESTIONS[:1]),
    "270 with places, amounts and numbers": _asked(questions=QUESTIONS[1:]),
    "270 of a dependent": _asked(dependent=CHILD, relationship="19", questions=QUESTIONS[:1]),
    "271 of a subscriber": _answered(*BENEFITS),
    "271 of a dependent": _answered(*BENEFITS[:4], dependent=CHILD, relationship="19"),
    "271 that refuses the subscriber": _answered(rejections=(set_271.Rejection(code="43", follow_up="C"),)),
    "276 of a subscriber": _request(0),
    "276 of a dependent": _request(1),
    "277 of a subscriber": _report(0),
    "277 of a dependent": _report(1),
}
FILES = {name: x12.write(builders.envelope(), [model]) for name, model in MODELS.items()}
