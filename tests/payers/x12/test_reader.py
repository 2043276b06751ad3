"""Files as they really come: marks, encodings, line breaks, strange separators, no end in sight."""

import io
import tracemalloc

import pytest

from payers import x12
from payers.x12.reader import CHUNK, MAX_SEGMENT
from tests.payers.x12 import builders

PLAIN = x12.write(builders.envelope(), [builders.batch()])


def the_segments(data):
    (transaction,) = x12.read(data).transactions()
    return transaction.raw


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(PLAIN.replace(b"~", b"~\n"), id="line feeds"),
        pytest.param(PLAIN.replace(b"~", b"~\r\n"), id="carriage returns"),
        pytest.param(PLAIN.replace(b"~", b"~\r\n\r\n  "), id="blank lines and indents"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN, id="UTF-8 mark"),
        pytest.param(b"\xff\xfe" + PLAIN.decode().encode("utf-16-le"), id="UTF-16 little endian"),
        pytest.param(b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"), id="UTF-16 big endian"),
        pytest.param(PLAIN.decode().encode("utf-16-le"), id="UTF-16 without mark"),
        pytest.param(b"\r\n\r\n" + PLAIN + b"\r\n\x1a", id="blank start, end-of-file mark"),
        pytest.param(PLAIN.replace(b"~", b"\n"), id="line feed as terminator"),
        pytest.param(PLAIN.replace(b"~", b"\r\n").replace(b"*:\r\n", b"*:\n\n", 1).replace(b"\n\n", b"\n"), id="line feed, then returns"),
        pytest.param(PLAIN.replace(b"*", b"\x1d").replace(b":", b"\x1f").replace(b"~", b"\x1c"), id="control characters as separators"),
    ],
)
def test_the_way_a_file_is_written_changes_nothing(changed):
    (transaction,) = x12.read(changed).transactions()

    assert transaction.findings == ()
    assert x12.parse(transaction) == x12.parse(next(x12.read(PLAIN).transactions()))


def test_nul_bytes_are_left_out_and_reported():
    document = x12.read(PLAIN.replace(b"DOE", b"D\x00OE"))

    assert [finding.code for finding in document.findings] == ["nul_bytes"]
    assert the_segments(PLAIN.replace(b"DOE", b"D\x00OE")) == the_segments(PLAIN)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_accents_are_read_in_either_encoding(encoding):
    data = PLAIN.replace(b"DOE", "MUÑOZ".encode(encoding))

    (claim,) = x12.parse(next(x12.read(data).transactions())).claims

    assert claim.subscriber.name == "MUÑOZ"


def test_both_encodings_in_one_file_are_told_apart():
    data = PLAIN.replace(b"DOE", "MUÑOZ".encode("latin-1")).replace(b"BLUE PLAN", "BLÜ PLAN".encode())

    (claim,) = x12.parse(next(x12.read(data).transactions())).claims

    assert (claim.subscriber.name, claim.payer.name) == ("MUÑOZ", "BLÜ PLAN")


def test_interchanges_with_different_separators_follow_each_other():
    other = x12.write(builders.envelope(42, delimiters=x12.Delimiters("|", ">", "!", "\n")), [builders.batch()])

    document = x12.read(PLAIN + b"\r\n" + other + PLAIN.replace(b"*000000041", b"*000000043"))

    assert [item.control for item in document.interchanges] == ["000000041", "000000042", "000000043"]
    assert [item.findings for item in document.interchanges] == [(), (), ()]
    assert len({transaction.body_hash for transaction in document.transactions()}) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\r\n  ", "empty"),
        (b"MZ\x90\x00 this program cannot be run", "no_isa"),
        (b"<html>ISA*00*</html>", "no_isa"),
        (b"ISA", "isa_broken"),
        (b"ISA*00*          *00*    ", "isa_broken"),
        (PLAIN.replace(b"*", b"A"), "isa_broken"),
        (PLAIN.replace(b"*:~", b"*::"), "isa_delimiters"),
        (PLAIN.replace(b"*:~", b"*X~"), "isa_delimiters"),
    ],
)
def test_what_has_no_envelope_is_unreadable(data, code):
    with pytest.raises(x12.Unreadable) as problem:
        x12.read(data)

    assert problem.value.code == code


class Endless(io.RawIOBase):
    """A file of this many bytes that never holds a terminator."""

    def __init__(self, head, size):
        self.head, self.left, self.given = head, size, 0

    def read(self, size=-1):
        if self.head:
            part, self.head = self.head, b""
            return part
        part = b"A" * min(size, self.left)
        self.left -= len(part)
        self.given += len(part)
        return part


def test_a_gigabyte_without_a_terminator_is_refused_after_little_of_it():
    source = Endless(PLAIN[:106], 1 << 30)

    with pytest.raises(x12.Unreadable, match="terminator") as problem:
        x12.read(source)

    assert problem.value.code == "segment_too_long"
    assert source.given <= MAX_SEGMENT + 3 * CHUNK


def test_a_long_segment_within_a_chunk_is_refused_too():
    with pytest.raises(x12.Unreadable):
        x12.read(PLAIN.replace(b"DOE", b"D" * (MAX_SEGMENT + 1)))


def test_segments_across_chunks_are_whole():
    claims = tuple(builders.claim(patient_control_number=f"PCN{number:06d}") for number in range(3000))
    data = x12.write(builders.envelope(), [builders.batch(*claims)])

    (transaction,) = x12.read(data).transactions()

    assert len(data) > 2 * CHUNK
    assert [claim.patient_control_number for claim in x12.parse(transaction).claims] == [claim.patient_control_number for claim in claims]
    assert data[transaction.offset : transaction.offset + transaction.length].startswith(b"ST*837")
    assert data[transaction.offset : transaction.offset + transaction.length].decode().rstrip("~").split("~") == list(transaction.raw)


def test_a_path_and_an_open_file_read_like_bytes(tmp_path):
    path = tmp_path / "claims.edi"
    path.write_bytes(PLAIN)

    with path.open("rb") as opened:
        assert the_segments(path) == the_segments(opened) == the_segments(PLAIN)


def test_a_large_remittance_is_read_in_flat_memory():
    from payers.x12 import set_835

    def peak(count):
        claims = tuple(
            builders.paid_claim(f"PCN{number}", "10.00", "7.00", builders.paid_line("10.00", "7.00", ("CO", "45", "3.00"))) for number in range(count)
        )
        data = x12.write(builders.envelope(), [builders.remittance(*claims)])
        del claims
        tracemalloc.start()
        for remittance in set_835.stream(data):
            assert sum(1 for _ in remittance) == count
            assert remittance.balance.balanced
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    small, large = peak(3_000), peak(9_000)

    assert large < small * 1.2
