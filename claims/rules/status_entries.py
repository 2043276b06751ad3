"""What an entry of a 277CA or 277 said, as plain composites. Pure; called by both handlers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from claims.rules.status_answers import Said, principal
from payers.x12.claim_status import Status, StatusEntry


def said_in(entry: StatusEntry) -> list[Said]:
    """Every composite of the entry, the claim's first, then its lines'."""
    return _composites([*entry.statuses, *(status for line in entry.lines for status in line.statuses)])


def decisive(entry: StatusEntry, *, day: date, acknowledgement: bool) -> Said | None:
    """The composite that decides, dated `day` where it carries no date: the claim's own word, its lines' only where it has none."""
    own = _composites(entry.statuses) or said_in(entry)
    dated = [each if each.day else Said(each.category, each.code, each.entity, day) for each in own]
    return principal(dated, acknowledgement=acknowledgement)


def more_said(entry: StatusEntry, said: Said) -> dict[str, Any]:
    """The other composites, as an event's detail keeps them."""
    rest = [[each.category, each.code, each.entity] for each in said_in(entry)]
    rest.remove([said.category, said.code, said.entity])
    return {"more": rest} if rest else {}


def _composites(statuses: Iterable[Status]) -> list[Said]:
    return [Said(code.category, code.code, code.entity, status.date) for status in statuses for code in status.codes]
