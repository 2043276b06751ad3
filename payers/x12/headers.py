"""The opening segments of a file as frozen values: ISA, GS, ST. Made by `walk`, carried by everything read from a file."""

from dataclasses import dataclass
from datetime import datetime

from payers.x12.delimiters import Delimiters
from payers.x12.values import day, is_time


@dataclass(frozen=True, kw_only=True)
class InterchangeHeader:
    """The ISA. `at` is None when its date or time is none."""

    control: str
    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    usage: str
    at: datetime | None
    acknowledgement_requested: bool
    isa: tuple[str, ...]
    delimiters: Delimiters
    first_segment: int = 1
    offset: int = 0


@dataclass(frozen=True, kw_only=True)
class GroupHeader:
    """The GS."""

    functional_id: str
    sender: str
    receiver: str
    at: datetime | None
    control: str
    version: str
    gs: tuple[str, ...] = ()
    first_segment: int = 0


@dataclass(frozen=True, kw_only=True)
class TransactionHeader:
    """The ST. `first_segment` and `offset` say where it stands in the file."""

    type: str
    set_id: str
    control: str
    version: str
    interchange: InterchangeHeader
    group: GroupHeader
    first_segment: int
    offset: int

    @property
    def delimiters(self):
        """The separators in which the segments are written."""
        return self.interchange.delimiters


def interchange_header(parts, delimiters, number, offset):
    """Elements of an ISA -> InterchangeHeader; short ones are filled with empty text."""
    parts = (list(parts) + [""] * 17)[:17]
    return InterchangeHeader(
        control=parts[13].strip(),
        sender_qualifier=parts[5].strip(),
        sender=parts[6].strip(),
        receiver_qualifier=parts[7].strip(),
        receiver=parts[8].strip(),
        usage=parts[15].strip(),
        at=moment(parts[9], parts[10]),
        acknowledgement_requested=parts[14] == "1",
        isa=tuple(parts),
        delimiters=delimiters,
        first_segment=number,
        offset=offset,
    )


def group_header(parts, number):
    """Elements of a GS -> GroupHeader."""
    padded = (list(parts) + [""] * 9)[:9]
    return GroupHeader(
        functional_id=padded[1].strip(),
        sender=padded[2].strip(),
        receiver=padded[3].strip(),
        at=moment(padded[4], padded[5]),
        control=padded[6].strip(),
        version=padded[8].strip(),
        gs=tuple(parts),
        first_segment=number,
    )


def moment(day_text, time_text):
    """datetime (without zone: the file names none) of a date and a time element, or None."""
    when = day(day_text)
    if when is None or not is_time(time_text):
        return None
    seconds = int(time_text[4:6] or 0)
    return datetime(when.year, when.month, when.day, int(time_text[:2]), int(time_text[2:4]), seconds)
