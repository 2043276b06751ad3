"""Files of prices as people make them: each line is read, or comes back with its number, the field and the reason."""

from decimal import Decimal

import pytest

from payers.rules import fee_file
from payers.rules.fee_file import FileNotReadable, read_lines

GOOD = [("99213", "", "92.60"), ("93000", "26", "8.90")]


def read(text: str | bytes):
    return read_lines(text if isinstance(text, bytes) else text.encode())


def values(lines):
    return [(line.code, line.modifier, f"{line.price:.2f}") for line in lines]


@pytest.mark.parametrize("text", [
    "code,modifier,price\n99213,,92.60\n93000,26,8.90\n",
    "CPT/HCPCS;Mod;Fee\r\n99213;;$92.60\r\n93000;26;8.9\r\n",
    "HCPCS Code\tMods\tAllowed Amount\n99213\t\t92.60\n93000\t26\t8.90",
    "Price|Procedure|MODIFIER\n92.6|99213|\n8.9|93000|26",
    "\n\nCode,Modifier,Unit price,unknown\n,,,\n99213,,92.60,x\n\n93000,26,8.90,y\n",
])
def test_delimiters_headers_and_blank_lines_as_people_write_them(text):
    assert values(read(text)) == GOOD


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_as_programs_write_them(codec):
    line, = read("code,price,description\n99213,92.60,Visit “Köln” – 20 min\n".encode(codec))

    assert line.description == "Visit “Köln” – 20 min"


def test_each_bad_line_has_its_number_the_field_and_the_reason():
    lines = read('code,mod,price,what\n99213,,abc,x\n9921,,1.00,x\n99214,26 TC,1.00,x\n99215,,1.00,"' + "y" * 90 + '"\n99216,,,x\n99217,,1.00,x,extra\n99218,,2.00,x\n99218,,2.00,x\n')

    assert [(line.number, line.field) for line in lines] == [
        (2, "price"), (3, "code"), (4, "modifier"), (5, "description"), (6, "price"), (7, "line"), (8, ""), (9, "code"),
    ]
    assert [line.problem for line in lines if line.field == "price"] == ["abc is no price. Write 92.60 or 1,234.50.", "A price is missing."]
    assert lines[-1].problem == "Stands in line 8 already."
    assert lines[6].price == Decimal("2.0000")


def test_a_quoted_line_break_counts_as_an_editor_counts_it():
    lines = read('code,price,what\n99213,1.00,"two\nlines"\n99214,x,\n')

    assert [(line.number, line.problem != "") for line in lines] == [(2, False), (4, True)]
    assert lines[0].description == "two lines"


@pytest.mark.parametrize(("data", "words"), [
    (b"", "empty"), (b"\n\n", "empty"), (b"PK\x03\x04....", "workbook"), (b"\xd0\xcf\x11\xe0", "workbook"), (b"code,price\n\0\0", "no text file"),
    (b"99213,92.60\n", "No column is named code or price"), (b"code,what\n99213,x\n", "No column is named price"),
    (b"code,fee,allowed\n99213,1,2\n", "Two columns may be the price"), (b'code,price\n99213,"1.00\n' + b"x" * 140_000, "Line 2 can't be read"),
])
def test_a_file_that_is_none_is_refused_with_what_to_do(data, words):
    with pytest.raises(FileNotReadable, match=words):
        read(data)


def test_a_file_that_is_too_large_or_too_long_is_refused(monkeypatch):
    with pytest.raises(FileNotReadable, match="5 MB"):
        read(b"x" * (fee_file.LARGEST_FILE + 1))
    monkeypatch.setattr(fee_file, "MOST_LINES", 1)
    with pytest.raises(FileNotReadable, match="more than 1 lines"):
        read("code,price\n99213,1\n99214,1\n")


def test_an_unclosed_quote_never_swallows_lines_in_silence():
    with pytest.raises(FileNotReadable, match="Line 3 can't be read"):
        read('code,price,what\n99213,1.00,x\n99214,2.00,"open\n99215,2.00,x\n')
