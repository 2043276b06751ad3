"""Interchanges, groups and transactions: where each stands, what it carries, and what is wrong with its envelope."""

import pytest

from payers import x12
from tests.payers.x12 import builders

PLAIN = x12.write(builders.envelope(), [builders.batch(), builders.batch(builders.dependent_claim(), control="0002")])


def codes(data):
    return [finding.code for finding in x12.read(data).findings]


def test_a_file_knows_its_parties_and_numbers():
    (interchange,) = x12.read(PLAIN).interchanges

    assert (interchange.control, interchange.sender, interchange.receiver, interchange.usage) == ("000000041", "RIVERSIDE", "PAYERGATE", "T")
    (group,) = interchange.groups
    assert (group.functional_id, group.control, group.version) == ("HC", "41", "005010X222A1")
    assert [(item.type, item.control) for item in group.transactions] == [("837P", "0001"), ("837P", "0002")]
    assert all(item.interchange.control == "000000041" and item.group.control == "41" for item in group.transactions)


def test_a_transaction_knows_where_it_stands():
    first, second = x12.read(PLAIN).transactions()

    assert first.first_segment == 3
    assert second.first_segment == 3 + len(first.raw)
    for transaction in (first, second):
        part = PLAIN[transaction.offset : transaction.offset + transaction.length].decode()
        assert part == "".join(segment + "~" for segment in transaction.raw)


def test_the_body_hash_ignores_control_numbers_only():
    plain = x12.write(builders.envelope(), [builders.batch()])
    renumbered = x12.write(builders.envelope(77), [builders.batch(control="0099")])
    changed = x12.write(builders.envelope(), [builders.batch(builders.claim(place_of_service="22"))])

    first, second, third = (next(x12.read(data).transactions()).body_hash for data in (plain, renumbered, changed))

    assert first == second
    assert first != third


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (b"SE*33*0001", b"SE*34*0001", ["segment_count"]),
        (b"SE*33*0001", b"SE*X*0001", ["segment_count"]),
        (b"SE*33*0001", b"SE*33*0009", ["transaction_control_mismatch"]),
        (b"GE*2*41", b"GE*3*41", ["transaction_count"]),
        (b"GE*2*41", b"GE*2*42", ["group_control_mismatch"]),
        (b"IEA*1*000000041", b"IEA*2*000000041", ["group_count"]),
        (b"IEA*1*000000041", b"IEA*1*000000042", ["interchange_control_mismatch"]),
        (b"IEA*1*000000041~", b"", ["interchange_end_missing"]),
        (b"GE*2*41~", b"", ["group_end_missing"]),
        (b"SE*33*0001~", b"", ["transaction_end_missing"]),
        (b"GS*HC", b"GS*HP", ["functional_id", "functional_id"]),
        (b"*0*T*:", b"*0*X*:", ["interchange_usage"]),
        (b"*261124*", b"*261324*", ["interchange_date"]),
        (b"*0930*^*", b"*2530*^*", ["interchange_time"]),
        (b"20261124*0930*41*X*", b"20261199*0930*41*X*", ["group_date"]),
        (b"ST*837*0002*", b"ST*837*0001*", ["transaction_control_repeated", "transaction_control_mismatch"]),
        (b"RIVERSIDE      *", b"RIVERSIDE     *", ["isa_width"]),
        (b"IEA*1", b"XYZ*1~IEA*1", ["segment_outside_transaction"]),
        (b"IEA*1*000000041~", b"IEA*1*000000041", ["last_segment_open"]),
        (b"SE*33*0001~", b"~SE*33*0001~", ["empty_segment"]),
    ],
)
def test_each_fault_of_the_envelope_has_its_finding(old, new, found):
    first = x12.write(builders.envelope(), [builders.batch()])
    count = first.decode().count("~") - 4
    assert PLAIN.count(b"SE*%d*0001" % count) == 1
    broken = PLAIN.replace(old.replace(b"SE*33", b"SE*%d" % count), new.replace(b"SE*33", b"SE*%d" % count), 1)
    assert broken != PLAIN

    assert codes(broken) == found


def test_a_group_number_used_twice_is_found():
    two = (
        x12.write(builders.envelope(), [builders.batch(), builders.everyday_remittance()])
        .replace(b"*42*X*", b"*41*X*")
        .replace(b"GE*1*42", b"GE*1*41")
    )

    assert codes(two) == ["group_control_repeated"]


def test_a_transaction_without_a_group_is_read_nevertheless():
    lines = [line for line in PLAIN.split(b"~") if not line.startswith((b"GS*", b"GE*"))]

    document = x12.read(b"~".join(lines))

    assert [item.type for item in document.transactions()] == ["837P", "837P"]
    assert "group_start_missing" in [finding.code for finding in document.findings]


def test_what_follows_the_end_belongs_to_no_transaction():
    (interchange,) = x12.read(PLAIN + b"HELLO*WORLD~").interchanges

    assert [finding.code for finding in interchange.findings] == ["segment_outside_transaction"]
    assert interchange.length == len(PLAIN)


def test_unknown_sets_keep_their_segments_and_their_number():
    data = PLAIN.replace(b"ST*837*0001*005010X222A1", b"ST*278*0001*005010X217").replace(b"GS*HC", b"GS*HI")

    first, _ = x12.read(data).transactions()

    assert first.type == "278"
    assert x12.parse(first) is None
    assert x12.check(first) == first.findings


def test_a_foreign_file_is_written_again_with_every_segment_in_order():
    odd = PLAIN.replace(b"BHT*0019", b"ZZZ*WHAT*IS*THIS~BHT*0019", 1)
    (interchange,) = x12.read(odd).interchanges

    again = x12.write_again(interchange)

    assert again == odd
    assert next(x12.read(again).transactions()).raw[1] == "ZZZ*WHAT*IS*THIS"


@pytest.mark.parametrize(
    ("version", "bht", "kind"),
    [("005010X214", "0085", "277CA"), ("005010X212", "0010", "277"), ("", "0085", "277CA"), ("", "0010", "277")],
)
def test_a_277_is_told_from_a_277ca_by_version_or_purpose(version, bht, kind):
    data = x12.write(builders.envelope(), [builders.status_report()])
    data = data.replace(b"*005010X212~", f"*{version}~".encode()).replace(b"BHT*0010", f"BHT*{bht}".encode())

    (transaction,) = x12.read(data).transactions()

    assert transaction.type == kind


def test_an_interchange_control_number_that_stands_twice_is_told():
    data = PLAIN + PLAIN

    findings = [item for item in x12.read(data).findings if item.code == "interchange_control_repeated"]

    assert [(item.severity, item.element, item.segment_number) for item in findings] == [("warning", "ISA13", PLAIN.count(b"~") + 1)]
