"""Pages of a list that cost the same at row 1,000,000 as at row 1. Called by config.shared.ui.listing and by API lists.

A page is asked for by the (sort value, key) of the row it starts after, never by a number of rows to skip. Rows without a sort
value come last going forward. The cursor is encrypted: a sort value may be a patient's name, and a cursor stands in a URL.
Invariant: walking forward meets every row once, and walking back meets the same rows in the opposite order. At most two queries.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db.models import F, Q, QuerySet

_READ = {
    "none": lambda _: None, "str": str, "int": int, "bool": lambda text: text == "True", "Decimal": Decimal,
    "date": date.fromisoformat, "datetime": datetime.fromisoformat, "UUID": UUID,
}


class BadCursor(ValueError):
    """The cursor was not made by us, or belongs to another order."""


@dataclass(frozen=True, slots=True)
class Order:
    """One column and direction; the primary key breaks ties in the same direction. `nullable`: the column may be empty."""

    field: str
    descending: bool = False
    nullable: bool = False

    @property
    def name(self) -> str:
        return ("-" if self.descending else "") + self.field


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Rows of one page and the cursors of its neighbours (None where there is none)."""

    rows: list[Any]
    next_cursor: str | None
    previous_cursor: str | None


def page(queryset: QuerySet, order: Order, *, size: int, after: str | None = None, before: str | None = None) -> KeysetPage:
    """The `size` rows after or before a cursor, or the first ones. Raises BadCursor."""
    backward = before is not None
    start = _open(before or after, order) if (before or after) else None
    found = _slice(queryset, order, start, backward, size + 1)
    more, rows = len(found) > size, found[:size]
    if backward:
        rows.reverse()
    return KeysetPage(
        rows,
        _seal(rows[-1], order) if rows and (more or backward) else None,
        _seal(rows[0], order) if rows and (more if backward else start is not None) else None,
    )


def _slice(queryset: QuerySet, order: Order, start: tuple[Any, Any] | None, backward: bool, size: int) -> list[Any]:
    """Rows in walking direction: those with a value, then (forward) those without; the other way round going back."""
    if not order.nullable:
        return list(_valued(queryset, order, start, backward)[:size])
    valued = queryset.filter(**{f"{order.field}__isnull": False})
    empty = queryset.filter(**{f"{order.field}__isnull": True})
    in_empty = start is not None and start[0] is None
    parts = []
    if not in_empty and (not backward or start is not None):
        parts.append(_valued(valued, order, start, backward))
    if in_empty or not backward:
        parts.append(_empty(empty, order, start[1] if in_empty else None, backward))
    if backward and in_empty:
        parts.append(_valued(valued, order, None, backward))
    rows: list[Any] = []
    for part in parts:
        if len(rows) < size:
            rows += part[: size - len(rows)]
    return rows


def _valued(queryset: QuerySet, order: Order, start: tuple[Any, Any] | None, backward: bool) -> QuerySet:
    """Rows whose sort value is set, beyond `start`. The bound on the column alone lets an index on (column, key) serve it."""
    down = order.descending != backward
    if start is not None:
        value, key = start
        beyond, bound = ("lt", "lte") if down else ("gt", "gte")
        queryset = queryset.filter(
            Q(**{f"{order.field}__{bound}": value}) & (Q(**{f"{order.field}__{beyond}": value}) | Q(**{f"pk__{beyond}": key}))
        )
    return queryset.order_by(F(order.field).desc() if down else F(order.field).asc(), "-pk" if down else "pk")


def _empty(queryset: QuerySet, order: Order, key: Any, backward: bool) -> QuerySet:
    """Rows without a sort value, by key alone."""
    down = order.descending != backward
    if key is not None:
        queryset = queryset.filter(**{"pk__lt" if down else "pk__gt": key})
    return queryset.order_by("-pk" if down else "pk")


def _seal(row: Any, order: Order) -> str:
    value: Any = row
    for part in order.field.split("__"):
        value = getattr(value, part)
    body = json.dumps([order.name, *_write(value), *_write(row.pk)]).encode()
    return _fernet().encrypt(body).decode().rstrip("=")


def _open(cursor: str, order: Order) -> tuple[Any, Any]:
    try:
        name, *parts = json.loads(_fernet().decrypt((cursor + "=" * (-len(cursor) % 4)).encode()))
        value, key = _READ[parts[0]](parts[1]), _READ[parts[2]](parts[3])
    except (InvalidToken, UnicodeError, ValueError) as error:
        raise BadCursor("not a cursor of ours") from error
    if name != order.name:
        raise BadCursor("a cursor of another order")
    return value, key


def _write(value: Any) -> tuple[str, str]:
    if value is None:
        return "none", ""
    name = next((kind.__name__ for kind in (bool, int, Decimal, datetime, date, UUID) if isinstance(value, kind)), "str")
    return name, value.isoformat() if isinstance(value, date) else str(value)


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"keyset cursor " + settings.SECRET_KEY.encode()).digest()))
