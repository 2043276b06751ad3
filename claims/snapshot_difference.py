"""What changed from one version of a claim to the next, field by field. Pure; called by rebuild_claims and the tab "versions"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its path ("coverage.member_id", "lines.2.modifiers"), and its text before and after ("" where there was none)."""

    path: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """The path in words: "coverage, member id"."""
        return ", ".join(part.replace("_", " ") for part in self.path.split("."))


def difference(before: Any, after: Any, path: str = "") -> list[Difference]:
    """The fields that differ between two snapshots as JSON; list items are counted from 1."""
    return list(_walk(before, after, path))


def _walk(before: Any, after: Any, path: str) -> Iterator[Difference]:
    if before == after:
        return
    if _is_record(before) or _is_record(after):
        for name in _names(before, after):
            yield from _walk(_part(before, name), _part(after, name), f"{path}.{name}" if path else name)
    else:
        yield Difference(path, _text(before), _text(after))


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _names(before: Any, after: Any) -> list[str]:
    """The fields of either, in the order of the later one."""
    held = [_keys(after), _keys(before)]
    return list(dict.fromkeys(name for names in held for name in names))


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return list(value)
    return [str(number) for number in range(1, len(value) + 1)] if isinstance(value, list) else []


def _part(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name)
    return value[int(name) - 1] if isinstance(value, list) and int(name) <= len(value) else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
