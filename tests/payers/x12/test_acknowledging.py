"""Findings become a 999 and a TA1 that say the same."""

from datetime import date

import pytest

from payers import x12
from payers.x12 import set_999, ta1
from tests.payers.x12 import builders


def group_of(data):
    (interchange,) = x12.read(data).interchanges
    (group,) = interchange.groups
    return group


def answered(group):
    findings = {transaction.control: x12.check(transaction)[len(transaction.findings) :] for transaction in group.transactions}
    return set_999.acknowledge(group, findings)


GOOD = x12.write(builders.envelope(), [builders.batch(), builders.batch(builders.dependent_claim(), control="0002")])


def test_clean_transactions_are_accepted():
    answer = answered(group_of(GOOD))

    assert (answer.functional_id, answer.group_control, answer.group_version) == ("HC", "41", "005010X222A1")
    assert [(item.type, item.control, item.code, item.accepted, item.errors) for item in answer.sets] == [
        ("837", "0001", "A", True, ()),
        ("837", "0002", "A", True, ()),
    ]
    assert (answer.code, answer.included, answer.received, answer.accepted) == ("A", 2, 2, 2)


def test_one_bad_transaction_of_two_makes_it_partial():
    answer = answered(group_of(GOOD.replace(b"*Y*A*Y*Y~", b"*Y*A*Y*Q~", 1)))

    assert [item.code for item in answer.sets] == ["R", "A"]
    assert (answer.code, answer.accepted) == ("P", 1)


def test_the_error_names_segment_element_and_claim():
    (refused, _) = answered(group_of(GOOD.replace(b"*Y*A*Y*Y~", b"*Y*A*Y*Q~", 1))).sets

    (error,) = refused.errors
    assert (error.segment, error.number, error.loop, error.code, error.claim) == ("CLM", 20, "2300", "8", "K7Q2M9X4T1ZB01")
    assert [(item.position, item.code, item.value) for item in error.elements] == [(9, "7", "Q")]
    assert refused.error_codes == ("5",)


def test_warnings_alone_accept_with_remarks():
    (first, _) = answered(group_of(GOOD.replace(b"*AL*361041234~", b"*AL*36104~", 1))).sets

    assert (first.code, first.accepted) == ("E", True)


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (b"SE*26*0001", b"SE*27*0001", ("4",)),
        (b"SE*26*0001", b"SE*26*0009", ("3",)),
        (b"SE*26*0001~", b"", ("2",)),
        (b"HI*ABK:E119*ABF:I10~", b"", ("4", "5")),
    ],
)
def test_the_transaction_s_own_errors_have_their_codes(old, new, codes):
    assert GOOD.count(old) >= 1

    first = answered(group_of(GOOD.replace(old, new, 1))).sets[0]

    assert first.code == "R"
    assert first.error_codes == codes


def test_the_999_made_is_itself_clean_and_reads_back():
    answer = answered(group_of(GOOD.replace(b"*Y*A*Y*Y~", b"*Y*A*Y*Q~", 1).replace(b"N3*12 MAIN ST*SUITE 4~", b"", 1)))

    data = x12.write(builders.envelope(), [answer])
    (transaction,) = x12.read(data).transactions()

    assert x12.check(transaction) == ()
    assert x12.write(builders.envelope(), [x12.parse(transaction)]) == data


def test_a_ta1_follows_the_interchange():
    (interchange,) = x12.read(GOOD).interchanges

    assert ta1.acknowledge(interchange) == ta1.InterchangeAcknowledgement(
        control="000000041", date=date(2026, 11, 24), time="0930", code="A", note="000"
    )
    assert ta1.acknowledge(interchange, code="R", note="025").note == "025"


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (b"IEA*1*000000041", b"IEA*1*000000042", "001"),
        (b"IEA*1*", b"IEA*7*", "021"),
        (b"*0*T*:", b"*0*Z*:", "020"),
        (b"IEA*1*000000041~", b"", "023"),
    ],
)
def test_a_broken_interchange_is_refused_with_its_note(old, new, note):
    (interchange,) = x12.read(GOOD.replace(old, new)).interchanges

    answer = ta1.acknowledge(interchange)

    assert (answer.code, answer.note, answer.accepted) == ("R", note, False)


def test_an_unknown_note_is_found():
    odd = ta1.InterchangeAcknowledgement(control="1", date=None, time="", code="Z", note="999")

    assert [finding.element for finding in ta1.check(odd)] == ["TA104", "TA105", "TA102"]
