"""Files by others (../shared/x12, many broken on purpose): every one is read, told and checked without an exception."""

import json
from pathlib import Path

import pytest

from payers import x12
from payers.x12.findings import has_errors
from payers.x12.inspection import inspected

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "x12"
FILES = sorted(SAMPLES.glob("*/*")) if SAMPLES.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="../shared/x12 is not there: the files of others are not part of the checkout")


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_a_file_of_others_is_read_and_told(path):
    found, readable = inspected(path)

    assert readable, found["error"]
    json.dumps(found)
    for transaction in x12.read(path).transactions():
        assert transaction.type in {path.parent.name, "837P", "837I"}
        assert sum(1 for _ in x12.explain(transaction)) == len(transaction.raw)


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_every_claim_and_status_is_there(path):
    for transaction in x12.read(path).transactions():
        counted = {tag: sum(segment[0] == tag for segment in transaction.segments) for tag in ("CLM", "CLP", "LX", "SVC", "EB")}
        model = x12.parse(transaction)
        if transaction.type in ("837P", "837I"):
            assert len(model.claims) == counted["CLM"]
        elif transaction.type == "835":
            assert len(model.claims) == counted["CLP"]
            assert sum(len(claim.lines) for claim in model.claims) == counted["SVC"]
        elif transaction.type in ("277", "277CA"):
            composites = sum(
                bool(text) for segment in transaction.segments if segment[0] == "STC" for at, text in enumerate(segment) if at in (1, 10, 11)
            )
            entries = [status for entry in model.entries for status in (*entry.statuses, *(item for line in entry.lines for item in line.statuses))]
            assert sum(len(status.codes) for status in entries) == composites
        elif transaction.type == "271":
            assert sum(len(answer.benefits) for answer in model.answers) == counted["EB"]


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_what_was_read_is_written_again_in_order(path):
    for interchange in x12.read(path).interchanges:
        (again,) = x12.read(x12.write_again(interchange)).interchanges

        assert [item.raw for group in again.groups for item in group.transactions] == [
            item.raw for group in interchange.groups for item in group.transactions
        ]


KNOWN = {
    "837/imsweb__x12_bad_segment_identifier.txt": {"unknown_segment"},
    "837/imsweb__x12_bad_valid_code.txt": {"unexpected_segment", "loop_missing"},
    "837/imsweb__x12_missing_elements.txt": {"element_missing"},
    "837/imsweb__x12_missing_required_loop_in_one_repeat.txt": {"loop_missing"},
    "837/imsweb__x12_missing_required_loops_mult_repeats.txt": {"segment_missing"},
    "837/imsweb__x12_segment_errors.txt": {"segment_missing", "segment_repeated"},
    "837/imsweb__x12_segments_out_of_order.txt": {"segment_order"},
    "837/imsweb__x12_loop_errors1_exceeds_max_1_parent.txt": {"loop_repeated"},
    "837/imsweb__x12_loop_errors2_exceeds_max_repeats_multiple_parents.txt": {"loop_repeated"},
    "837/imsweb__x12_loop_errors3_missing_loops.txt": {"loop_missing"},
    "837/imsweb__x12_bad_first_line.txt": {"isa_width"},
    "270/kartik-hirijaganer__batch_with_one_bad_transaction.x12": {"invalid_code"},
    "271/linuxforhealth__subscriber-health-benefit-check-error.271": {"transaction_control_mismatch"},
    "835/moov-io__sample2.txt": {"claim_out_of_balance"},
    "999/xlate__invalid999.edi": {"segment_order", "invalid_code", "too_many_elements", "segment_count"},
}
ACCEPTED = {
    "270/kartik-hirijaganer__270_batch_multi.x12",
    "270/kartik-hirijaganer__270_custom_delimiters.x12",
    "270/kartik-hirijaganer__270_realtime_single.x12",
    "270/linuxforhealth__dependent-health-benefit-check.270",
    "271/linuxforhealth__demo.271",
    "271/linuxforhealth__dependent-health-benefit-check.271",
    "271/linuxforhealth__subscriber-health-benefit-check.271",
    "277/linuxforhealth__claim-level-status-ncpdp.277",
    "277/linuxforhealth__information-receiver-level-status.277",
    "277CA/imsweb__x12_277CA_rejected.txt",
    "835/azoner__835_mult_loops.txt",
    "835/keironstoddart__emedny_sample.txt",
    "837/linuxforhealth__demo.drug.example10.1.837",
    "999/azoner__834_eol_in_element.resAck.txt",
    "999/azoner__834_lui_id_5010.999.txt",
    "999/xlate__simple999.edi",
}


def said(path):
    """Every finding about a file: envelope, and each transaction."""
    document = x12.read(path)
    return [*document.findings, *(item for transaction in document.transactions() for item in x12.check(transaction))]


@pytest.mark.parametrize("name", KNOWN)
def test_what_a_name_says_is_broken_is_found(name):
    assert KNOWN[name] <= {item.code for item in said(SAMPLES / name)}


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_the_files_without_an_error_are_the_ones_that_a_receiver_would_take(path):
    accepted = not has_errors(said(path))

    assert accepted == (f"{path.parent.name}/{path.name}" in ACCEPTED)
