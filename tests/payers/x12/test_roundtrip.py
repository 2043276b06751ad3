"""Our own output reads back as the same bytes and the same values, for every set and for arbitrary text in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payers import x12
from payers.x12 import set_270, set_271, set_835, set_999, ta1
from payers.x12 import set_837p as professional
from payers.x12.model import Adjustment, Amount, Dated, Reference, organisation, person
from tests.payers.x12 import builders

text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
word = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=12)
cents = st.integers(-10_000_000, 10_000_000).map(lambda value: Decimal(value) / 100)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def written(model, **changes):
    return x12.write(builders.envelope(**changes), [model])


def read_one(data):
    (transaction,) = x12.read(data).transactions()
    return transaction


def eligibility_request():
    inquiry = set_270.EligibilityInquiry(
        source=builders.PAYER,
        receiver=builders.INQUIRER,
        subscriber=replace(builders.SUBSCRIBER, birth_date=date(1980, 5, 6), sex="F"),
        trace="T1",
        trace_company="9877281234",
        date=builders.SERVED,
        questions=(set_270.Question(service_types=("30", "98")), set_270.Question(service_types=(), procedure_qualifier="HC", procedure="99214")),
    )
    child = replace(inquiry, dependent=person("DOE", "BO", role="03", birth_date=date(2016, 2, 29), sex="M"), relationship="19", trace="T2")
    return set_270.EligibilityRequest(reference="ELIG1", date=builders.MADE, time="1000", inquiries=(inquiry, child))


def eligibility_response():
    benefits = (
        set_271.Benefit(info="1", level="IND", service_types=("30",), insurance="C1", plan="GOLD 500"),
        set_271.Benefit(
            info="C", level="IND", service_types=("30",), period="29", amount=Decimal("412.50"), network="Y", messages=("RESETS IN JANUARY",)
        ),
        set_271.Benefit(
            info="A", service_types=("98", "UC"), percent=Decimal("0.2"), network="N", dates=(Dated("348", builders.SERVED, builders.MADE),)
        ),
        set_271.Benefit(info="R", parties=(organisation("OTHER PLAN", role="PR", id_qualifier="PI", id="OTH01"),)),
    )
    known = {"source": builders.PAYER, "receiver": builders.INQUIRER}
    person_ = replace(builders.SUBSCRIBER, birth_date=date(1980, 5, 6), sex="F")
    answer = set_271.EligibilityAnswer(**known, subscriber=person_, traces=(("2", "T1", "9877281234"),), benefits=benefits)
    refused = set_271.EligibilityAnswer(
        **known,
        subscriber=builders.SUBSCRIBER,
        dependent=person("DOE", "BO", role="03"),
        rejections=(set_271.Rejection(code="67", follow_up="C"),),
    )
    return set_271.EligibilityResponse(reference="ELIG1", date=builders.MADE, time="1001", answers=(answer, refused))


def acknowledgement():
    error = set_999.SegmentError("CLM", 22, "8", "2300", (set_999.ElementError(2, "7", "X", 1),), (("CLM01\x1fPCN1",),))
    sets = (
        set_999.SetAcknowledgement(type="837", control="0001", code="A", version="005010X222A1"),
        set_999.SetAcknowledgement(type="837", control="0002", code="R", version="005010X222A1", error_codes=("5",), errors=(error,)),
    )
    return set_999.Acknowledgement(
        functional_id="HC", group_control="41", group_version="005010X222A1", code="P", sets=sets, included=2, received=2, accepted=1
    )


MODELS = {
    "837P": lambda: builders.batch(builders.claim(), builders.dependent_claim(), builders.secondary_claim(), builders.replacement_claim()),
    "835": builders.everyday_remittance,
    "277CA": builders.claim_acknowledgement,
    "277": builders.status_report,
    "276": builders.status_request,
    "270": eligibility_request,
    "271": eligibility_response,
    "999": acknowledgement,
}


@pytest.mark.parametrize("kind", MODELS)
def test_what_we_write_reads_back_to_the_same_bytes(kind):
    data = written(MODELS[kind]())

    transaction = read_one(data)

    assert transaction.type == kind
    assert written(x12.parse(transaction)) == data


@pytest.mark.parametrize("kind", MODELS)
def test_what_we_write_has_no_finding(kind):
    assert x12.check(read_one(written(MODELS[kind]()))) == ()


@pytest.mark.parametrize("kind", MODELS)
def test_other_delimiters_carry_the_same_values(kind):
    strange = x12.Delimiters("|", ">", "!", "\n")
    plain, other = (read_one(written(MODELS[kind](), delimiters=marks)) for marks in (x12.Delimiters(), strange))

    assert other.body_hash == plain.body_hash
    assert written(x12.parse(other)) == written(x12.parse(plain))


def test_a_claim_reads_back_as_the_value_it_was():
    made = builders.replacement_claim()

    transaction = read_one(written(builders.batch(made)))
    (found,) = x12.parse(transaction).claims

    assert transaction.raw[found.first_segment - 1].startswith("CLM*")
    assert [transaction.raw[item.first_segment - 1] for item in found.lines] == ["LX*1", "LX*2", "LX*3"]
    assert found.last_segment == found.lines[-1].last_segment == len(transaction.raw) - 1
    assert found.original_reference == "ICN123"
    assert found.prior_authorization == "AUTH9"
    assert found.referral_number == "REF1"
    assert found.accident_date == date(2026, 10, 30)
    assert found.billing_provider.tax_id == "631234567"
    assert [(item.procedure, item.unit, item.units, item.pointers) for item in found.lines] == [
        ("99214", "UN", Decimal("1.5"), ("1", "2")),
        ("00170", "MJ", Decimal(37), ("1",)),
        ("36415", "UN", Decimal(1), ("1",)),
    ]
    assert found.lines[0].drug == made.lines[0].drug


def test_claims_of_one_provider_and_subscriber_share_their_levels():
    two = builders.batch(builders.claim(), builders.claim(patient_control_number="SECONDVISIT"))

    levels = [segment[1:] for segment in read_one(written(two)).segments if segment[0] == "HL"]

    assert levels == [["1", "", "20", "1"], ["2", "1", "22", "0"]]


def test_a_person_carries_a_hundred_claims_and_no_more():
    claims = tuple(builders.claim(patient_control_number=f"PCN{number}") for number in range(205))

    data = written(builders.batch(*claims))
    transaction = read_one(data)

    assert [segment[3] for segment in transaction.segments if segment[0] == "HL"] == ["20", "22", "22", "22"]
    assert x12.check(transaction) == ()
    assert written(x12.parse(transaction)) == data


def test_a_ta1_reads_back():
    answer = ta1.InterchangeAcknowledgement(control="000000041", date=date(2026, 11, 24), time="0930", code="R", note="025")

    (interchange,) = x12.read(x12.write(builders.envelope(), [], [answer])).interchanges

    assert interchange.acknowledgements == (answer,)
    assert not interchange.findings


@settings(max_examples=60, deadline=None)
@given(text, text, text, text)
def test_no_text_makes_structure(name, street, note, number):
    claim = builders.claim(
        patient_control_number=number,
        subscriber=builders.subscriber(name=name, address=x12.Address(street, street, "MONTGOMERY", "AL", "36104")),
        notes=(professional.Note("ADD", note),),
        references=(Reference("G1", note),),
    )
    plain = read_one(written(builders.batch(builders.claim(notes=(professional.Note("ADD", "X"),), references=(Reference("G1", "X"),)))))

    found = read_one(written(builders.batch(claim)))

    assert [segment[0] for segment in found.segments if segment[0] != "N3"] == [segment[0] for segment in plain.segments if segment[0] != "N3"]
    assert found.findings == ()
    assert not any(":" in element for segment in found.segments if segment[0] in ("NM1", "N3", "REF", "NTE") for element in segment)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cents, cents, st.lists(st.tuples(st.sampled_from(["CO", "PR", "OA"]), word, cents), max_size=8)), min_size=1, max_size=5))
def test_any_remittance_reads_back(rows):
    claims = tuple(
        builders.paid_claim(
            f"PCN{number}",
            charge,
            paid,
            builders.paid_line(charge, paid, *((group, reason[:5], amount) for group, reason, amount in adjustments), ordinal=1),
            ordinal=number,
        )
        for number, (charge, paid, adjustments) in enumerate(rows, 1)
    )
    made = builders.remittance(*claims)

    found = x12.parse(read_one(written(made)))

    assert [(item.charge, item.paid) for item in found.claims] == [(charge, paid) for charge, paid, _ in rows]
    assert [item.adjustments for claim in found.claims for item in claim.lines] == [item.adjustments for claim in made.claims for item in claim.lines]
    assert written(found) == written(made)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(cents, st.sampled_from(["UN", "MJ"]), days, st.lists(st.sampled_from("1234"), unique=True, max_size=4)), min_size=1, max_size=6
    ),
    st.lists(st.tuples(word, word), max_size=3),
    word,
)
def test_any_claim_reads_back(rows, references, last):
    lines = tuple(
        builders.line(number, charge, unit=unit, service_date=when, pointers=tuple(pointers))
        for number, (charge, unit, when, pointers) in enumerate(rows, 1)
    )
    claim = builders.claim(
        lines=lines,
        subscriber=builders.subscriber(name=last),
        references=tuple(Reference(kind[:3].rjust(2, "0"), value) for kind, value in references),
    )

    data = written(builders.batch(claim))
    (found,) = x12.parse(read_one(data)).claims

    assert [(item.charge, item.unit, item.service_date, item.pointers) for item in found.lines] == [
        (charge, unit, when, tuple(pointers)) for charge, unit, when, pointers in rows
    ]
    assert found.subscriber.name == last
    assert written(builders.batch(found)) == data


@given(st.lists(st.builds(Adjustment, st.sampled_from(["CO", "PR"]), word, cents), max_size=20))
def test_adjustments_keep_their_order_over_segments(adjustments):
    made = builders.remittance(builders.paid_claim("PCN1", "1.00", "1.00", adjustments=tuple(adjustments)))

    (found,) = x12.parse(read_one(written(made))).claims

    assert found.adjustments == tuple(adjustments)


def test_amounts_lose_no_cent():
    line = builders.paid_line("0.10", "0.00", ("CO", "45", "0.10"), amounts=(Amount("B6", Decimal("1234567.89")),))

    (claim,) = x12.parse(read_one(written(builders.remittance(builders.paid_claim("PCN1", "0.10", "0.00", line))))).claims

    assert isinstance(claim.lines[0], set_835.ServicePayment)
    assert claim.lines[0].allowed == Decimal("1234567.89")
    assert claim.lines[0].charge == Decimal("0.1")
