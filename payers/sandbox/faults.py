"""Misbehaviour on order: what `POST /control/faults` asked for, and how often still.

The module that would do the thing right asks `take(kind, ...)` first. A fault applies when every key of its scope
equals what is at hand; taking it counts it down in the caller's transaction. `count` null lasts until cleared.
"""

import json
from dataclasses import dataclass

from payers.sandbox.store import Store

KINDS = frozenset(
    {
        "dropped_file",
        "late_file",
        "duplicated_file",
        "renamed_file",
        "rewrapped_file",
        "late_277ca",
        "unbalanced_835",
        "rejected_file",
        "lost_claim",
        "crossover_first",
        "reused_trace",
        "connection_lost",
        "host_key_changed",
        "system_down",
    }
)


MOMENTS = frozenset({"before_rename", "after_rename"})


class UnknownFault(ValueError):
    """The name is none of KINDS."""


class FaultNeverActs(ValueError):
    """The order does not say when the connection is lost."""


@dataclass(frozen=True)
class Fault:
    """One order for misbehaviour."""

    id: int
    kind: str
    remaining: int | None
    scope: dict
    params: dict


class Faults:
    """The faults in force."""

    def __init__(self, store: Store):
        self.store = store

    def order(self, kind: str, /, *, count: int | None = 1, scope: dict | None = None, **params) -> int:
        if kind not in KINDS:
            raise UnknownFault(f"{kind} is none of {', '.join(sorted(KINDS))}")
        if kind == "connection_lost" and not (isinstance(params.get("after_bytes"), int) or params.get("at") in MOMENTS):
            raise FaultNeverActs(f"{kind} needs after_bytes, or at: {' or '.join(sorted(MOMENTS))}")
        return self.store.execute(
            "INSERT INTO fault (kind, remaining, scope, params) VALUES (?, ?, ?, ?)",
            kind,
            count,
            json.dumps(scope or {}),
            json.dumps(params),
        )

    def clear(self, fault: int | None = None) -> None:
        """End one fault, or all."""
        self.store.execute("DELETE FROM fault WHERE ?1 IS NULL OR id = ?1", fault)

    def in_force(self, kind: str | None = None) -> list[Fault]:
        rows = self.store.rows("SELECT * FROM fault WHERE (?1 IS NULL OR kind = ?1) AND (remaining IS NULL OR remaining > 0) ORDER BY id", kind)
        return [Fault(row["id"], row["kind"], row["remaining"], json.loads(row["scope"]), json.loads(row["params"])) for row in rows]

    def peek(self, kind: str, /, **at_hand) -> Fault | None:
        """The fault that applies here, not counted down."""
        return next((fault for fault in self.in_force(kind) if _applies(fault.scope, at_hand)), None)

    def take(self, kind: str, /, **at_hand) -> Fault | None:
        """The fault that applies here, counted down."""
        fault = self.peek(kind, **at_hand)
        if fault:
            self.use(fault)
        return fault

    def use(self, fault: Fault) -> None:
        self.store.execute("UPDATE fault SET remaining = remaining - 1 WHERE id = ?", fault.id)


def _applies(scope: dict, at_hand: dict) -> bool:
    return all(at_hand.get(key) == value for key, value in scope.items())
