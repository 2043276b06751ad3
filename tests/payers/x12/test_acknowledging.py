"""Findings become a 999 and a TA1 that say the same."""

from dataclasses import replace
from datetime import date

import pytest

from payers import x12
from payers.x12 import set_999, ta1
from payers.x12.registry import SETS
from tests.payers.x12 import builders, counting, twins
from tests.support.pyx12_oracle import pyx12_errors


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
        (b"ISA*00*", b"ISA*09*", "010"),
        (b"*00*          *ZZ*RIVERSIDE", b"*09*          *ZZ*RIVERSIDE", "012"),
        (b"*ZZ*RIVERSIDE", b"*QQ*RIVERSIDE", "005"),
        (b"*ZZ*PAYERGATE", b"*QQ*PAYERGATE", "007"),
        (b"*RIVERSIDE      *ZZ", b"*               *ZZ", "006"),
        (b"*PAYERGATE      *261124", b"*               *261124", "008"),
        (b"*261124*0930*^", b"*261324*0930*^", "014"),
        (b"*261124*0930*^", b"*261124*2530*^", "015"),
        (b"*^*00501*", b"*^*00901*", "017"),
        (b"*000000041*0*T", b"*0000000X1*0*T", "018"),
        (b"IEA*1*000000041~", b"", "023"),
    ],
)
def test_a_broken_interchange_is_refused_with_its_note(old, new, note):
    (interchange,) = x12.read(GOOD.replace(old, new)).interchanges

    answer = ta1.acknowledge(interchange)

    assert (answer.code, answer.note, answer.accepted) == ("R", note, False)


@pytest.mark.parametrize(("code", "note"), [("A", "025"), ("R", "000")])
def test_a_verdict_and_a_note_that_contradict_each_other_are_found(code, note):
    answer = ta1.InterchangeAcknowledgement(control="000000041", date=date(2026, 11, 24), time="0930", code=code, note=note)

    assert [(finding.code, finding.element) for finding in ta1.check(answer)] == [("note_contradicts", "TA105")]


@pytest.mark.parametrize("note", ta1.NOTES)
def test_every_note_is_read_written_and_told(note):
    answer = ta1.InterchangeAcknowledgement(
        control="000000041", date=date(2026, 11, 24), time="0930", code="A" if note == "000" else "R", note=note
    )

    assert ta1.parse(ta1.render(answer)) == answer
    assert ta1.check(answer) == ()
    assert answer.meaning == ta1.NOTES[note]


def test_an_unknown_note_is_found():
    odd = ta1.InterchangeAcknowledgement(control="1", date=None, time="", code="Z", note="999")

    assert [finding.element for finding in ta1.check(odd)] == ["TA104", "TA105", "TA102"]


KINDS = [kind for kind in SETS if kind != "999"]
LOOP_TOO_LONG = "(IK303) is too long"  # pyx12 allows four characters, which 2010AA and 1000A do not fit into; receivers take six


def by_hand(kind):
    """(transaction, what its check found, the finding that the twin is about) of every twin by hand; controls count from 5000."""
    for number, twin in enumerate(counting.BY_HAND[kind], 5000):
        transaction = replace(twins.damaged(twins.golden(kind)[twin.golden], twin.segments(kind)), control=str(number))
        found = x12.check(transaction)
        at = twin.number(transaction.segments)
        yield transaction, found, next(item for item in found if (item.code, item.segment_number, item.element) == (twin.code, at, twin.element))


def by_guide(kind):
    """The same of every twin that the guide asks for; controls count from 1000."""
    for number, (twin, found) in enumerate(twins.checked(kind), 1000):
        about = next(item for item in found if twin.proves(item))
        yield replace(twins.damaged(twins.golden(kind)[twin.golden], twin.segments), control=str(number)), found, about


def named(errors, finding):
    """True when the 999's errors name the finding's segment, number and element."""
    places = [(error, element) for error in errors for element in (error.elements or (None,))]
    digits = finding.element.removeprefix(finding.segment).partition("-")
    wanted = (int(digits[0]), int(digits[2] or 0)) if finding.element else None
    return any(
        (error.segment, error.number) == (finding.segment, finding.segment_number)
        and (wanted is None or (element is not None and (element.position, element.component) == wanted))
        for error, element in places
    )


def answer_to(kind, rows):
    """The 999 for a group of these transactions."""
    (interchange,) = x12.read(GOOD).interchanges
    group = replace(interchange.groups[0], functional_id=SETS[kind].functional_id, transactions=tuple(row[0] for row in rows))
    return set_999.acknowledge(group, {transaction.control: found for transaction, found, _ in rows})


def names_all_and_is_accepted(kind, rows):
    """Asserts that the 999 names each twin's finding and gives each verdict, and that we and pyx12 accept it."""
    answer = answer_to(kind, rows)
    answers = {item.control: item for item in answer.sets}
    data = x12.write(builders.envelope(), [answer])

    assert [str(about) for transaction, _, about in rows if not named(answers[transaction.control].errors, about)] == []
    assert [answers[row[0].control].code for row in rows] == ["R" if x12.has_errors(found) else "E" for _, found, _ in rows]
    assert [str(item) for transaction in x12.read(data).transactions() for item in x12.check(transaction)] == []
    assert [error for error in pyx12_errors(data) if LOOP_TOO_LONG not in error] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_999_names_what_a_twin_by_hand_broke_and_pyx12_accepts_it(kind):
    names_all_and_is_accepted(kind, list(by_hand(kind)))


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_the_999_names_what_a_twin_of_the_guide_broke_and_pyx12_accepts_it(kind):
    names_all_and_is_accepted(kind, list(by_guide(kind)))


def test_a_set_that_nobody_here_reads_is_refused():
    answer = answered(group_of(GOOD.replace(b"ST*837*0001*005010X222A1", b"ST*834*0001*005010X220A1")))

    assert (answer.sets[0].code, answer.sets[0].error_codes[0]) == ("R", "1")
