"""A file of prices as lines: any of the usual encodings and delimiters, and headers as people write them. Called by read_fee_import.

Invariant: every line that holds something comes back once, either read or with the field and the reason; nothing is guessed or cut.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from payers.rules import fee_values
from payers.rules.fee_values import NotAFee

LARGEST_FILE = 5 * 1024 * 1024
MOST_LINES = 50_000
DELIMITERS = ",;\t|"
NAMES = {
    "code": ["code", "cpt", "hcpcs", "cpthcpcs", "hcpcscpt", "cptcode", "hcpcscode", "procedure", "procedurecode", "proc", "proccode"],
    "modifier": ["modifier", "modifiers", "mod", "mods", "mod1", "modifier1"],
    "price": ["price", "unitprice", "newprice", "amount", "fee", "charge", "rate", "allowed", "allowedamount", "newrate", "feeamount", "unitfee"],
    "description": ["description", "desc", "what", "words", "text", "name", "servicedescription"],
}
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
_READERS = {"code": fee_values.code, "modifier": fee_values.modifier, "price": fee_values.price, "description": fee_values.description}


class FileNotReadable(ValueError):
    """The file as a whole can't be read; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, counted as an editor counts them; `field` and `problem` only where it can't be read."""

    number: int
    code: str
    modifier: str
    description: str
    price: Decimal | None
    field: str = ""
    problem: str = ""


def read_lines(data: bytes) -> list[Line]:
    """Every line of the file. Raises FileNotReadable."""
    text = _decoded(data)
    first = text.lstrip("\r\n").partition("\n")[0]
    return list(_lines(_rows(text, max(DELIMITERS, key=first.count))))


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise FileNotReadable(f"The file is larger than {LARGEST_FILE // 1024 // 1024} MB. Split it.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileNotReadable("This is a workbook. Save it as CSV and take that.")
    for codec in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise FileNotReadable("This is no text file. Take a CSV file.")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, each with the line it begins in; a quote that is never closed ends the reading, not the truth."""
    reader, number = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise FileNotReadable(f"Line {number} can't be read: a quote is not closed, stands within a word, or the field is too long.") from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield number, row
        number = reader.line_num + 1


def _lines(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Line]:
    places, count = None, 0
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        if places is None:
            places = _places(row)
            width = len(row)
            continue
        count += 1
        if count > MOST_LINES:
            raise FileNotReadable(f"The file has more than {MOST_LINES:,} lines. Split it.")
        yield _line(number, row, places, width, seen)
    if places is None:
        raise FileNotReadable("The file is empty.")


def _places(row: list[str]) -> dict[str, int]:
    """Where each field stands, by the names in the first line."""
    places: dict[str, int] = {}
    for place, name in enumerate(row):
        field = _FIELD_OF.get("".join(letter for letter in name.lower() if letter.isalnum()))
        if field in places:
            raise FileNotReadable(f"Two columns may be the {field}: {row[places[field]].strip()} and {name.strip()}. Rename one.")
        if field:
            places[field] = place
    missing = [field for field in ("code", "price") if field not in places]
    if missing:
        raise FileNotReadable(f"No column is named {' or '.join(missing)}. The first line names the columns: code, modifier, price, description.")
    return places


def _line(number: int, row: list[str], places: dict[str, int], width: int, seen: dict[tuple[str, str], int]) -> Line:
    raw = {field: row[place] if place < len(row) else "" for field, place in places.items()}
    found: dict = {"code": "", "modifier": "", "description": "", "price": None}
    try:
        field = "line"
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise NotAFee(f"{len(row)} fields under {width} names. Put quotes around a field that holds the delimiter.")
        for field in raw:
            found[field] = _READERS[field](raw[field])
        field, key = "code", (found["code"], found["modifier"])
        if seen.setdefault(key, number) != number:
            raise NotAFee(f"Stands in line {seen[key]} already.")
    except NotAFee as error:
        shown = {name: raw.get(name, "").strip()[:20] for name in ("code", "modifier")}
        return Line(number, shown["code"], shown["modifier"], "", None, field, str(error))
    return Line(number, found["code"], found["modifier"], found["description"], found["price"])
