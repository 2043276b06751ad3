"""Frozen dataclasses <-> JSON text, for the bodies in the database.

Knows Decimal, date, tuples and nested dataclasses, by the annotations; used for filed claims and decisions.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints


def dump(value: object) -> str:
    """JSON text of a dataclass."""
    return json.dumps(_plain(value))


def load(kind: type, text: str) -> Any:
    """The dataclass of that kind from its JSON text."""
    return _typed(kind, json.loads(text))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value


def _typed(kind: Any, value: Any) -> Any:
    kind = next((option for option in get_args(kind) if option is not type(None)), kind) if _is_optional(kind) else kind
    if value is None:
        return None
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], item) for name, item in value.items()})
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], item) for item in value)
    if kind is Decimal:
        return Decimal(value)
    if kind is date:
        return date.fromisoformat(value)
    return value


def _is_optional(kind: Any) -> bool:
    return type(None) in get_args(kind)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
