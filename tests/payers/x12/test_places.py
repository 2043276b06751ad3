"""Findings that no single segment shows stand at the exact segment, also in a file with several claims and broken loops."""

from payers import x12
from payers.x12.set_837p import checking
from tests.payers.x12 import builders, twins


def found(segments, name="three_claims"):
    return x12.check(twins.damaged(twins.golden("837P")[name], segments))


def test_a_line_of_the_second_claim_is_named_at_its_own_segment():
    segments = [list(segment) for segment in twins.golden("837P")["three_claims"].segments]
    second = [number for number, segment in enumerate(segments, 1) if segment[0] == "SV1"][1]
    segments[second - 1][4] = "0"

    assert [(item.code, item.loop, item.segment_number) for item in found(segments)] == [("units", "2400", second)]


def test_claims_without_their_loops_are_still_checked():
    segments = [segment for segment in twins.golden("837P")["coordinated"].segments if segment[0] not in ("LX", "SBR", "NM1", "HL")]

    places = [(item.code, item.segment_number) for item in found(segments, "coordinated")]

    assert places
    assert all(0 < number <= len(segments) for _, number in places)


def test_a_batch_of_more_claims_than_receivers_take_is_told(monkeypatch):
    monkeypatch.setattr(checking, "MOST_CLAIMS", 2)
    (transaction,) = x12.read(x12.write(builders.envelope(), [_batch(3)])).transactions()

    assert [(item.code, item.severity, item.segment_number) for item in x12.check(transaction)] == [("claim_count", "warning", 1)]


def _batch(count):
    return builders.batch(*(builders.claim(patient_control_number=f"PCN{number}") for number in range(count)))
