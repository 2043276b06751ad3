"""Files for pickup: each made once, published once, with the faults that spoil that.

`send` (called inside a job's transaction) fixes name and bytes in a row. `publish` then writes the file aside, writes
the line of `sent.jsonl`, and renames the file into the outbox: a client can only fetch what the journal already names.
A kill between the steps is finished by the next `publish`: a staged row whose file is gone from staging was renamed.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from payers.sandbox.clock import Clock, stamp
from payers.sandbox.faults import Faults
from payers.sandbox.journal import Journal
from payers.sandbox.schedule import Schedule
from payers.sandbox.state import State, sync_folder, write_private
from payers.sandbox.store import Store

EXTENSIONS = {"TA1": "ta1", "999": "999", "277CA": "277", "277": "277", "835": "835", "271": "271"}
Writer = Callable[[int], bytes]


class Outbox:
    """The outbox of each account."""

    def __init__(self, *, state: State, store: Store, schedule: Schedule, faults: Faults, clock: Clock):
        self.state, self.store, self.schedule, self.faults, self.clock = state, store, schedule, faults, clock
        self.journal = Journal(state.sent_journal)
        schedule.register("send", self._make_ready)

    def send(self, *, account: str, kind: str, source: str, write: Writer, at: datetime) -> None:
        """Make the file `write(interchange control number)` ready, unless a fault drops or delays it, and its twins."""
        control = self._control_number()
        name = self._name(kind, source, control)
        dropped = self.faults.take("dropped_file", kind=kind, source=source)
        late = None if dropped else self.faults.take("late_file", kind=kind, source=source)
        state = "dropped" if dropped else "late" if late else "ready"
        outgoing = self._insert(account, name, kind, source, write(control), at, state)
        if late:
            self.schedule.add("send", due_at=self.clock.after(at, late.params.get("by", 1)), outgoing=outgoing)
        if not dropped:
            self._order_twins(outgoing, kind, source, write, at)

    def publish(self) -> Counter:
        """Put every ready file into its outbox; how many of each kind went out."""
        sent: Counter = Counter()
        for row in self.store.rows("SELECT * FROM outgoing WHERE state IN ('ready', 'staged') ORDER BY made_at, id"):
            self._publish(row)
            sent[row["kind"]] += 1
        return sent

    def recover(self) -> None:
        """Finish files that a kill caught on their way out; a line of `sent.jsonl` that is missing is written."""
        self.publish()
        self.journal.repair(_line(row) for row in self.store.rows("SELECT * FROM outgoing WHERE state = 'sent' ORDER BY id"))

    def _publish(self, row) -> None:
        staged = self.state.staging / str(row["id"])
        if row["state"] == "ready":
            write_private(staged, row["content"])
            self._set_state(row, "staged")
        self.journal.append(_line(row))
        if staged.exists():
            folder = self.state.outbox(row["account"])
            os.replace(staged, folder / row["name"])
            sync_folder(folder)
        self._set_state(row, "sent")

    def _order_twins(self, outgoing: int, kind: str, source: str, write: Writer, at: datetime) -> None:
        """What the faults say comes a second time: same bytes and name, same bytes renamed, same ST in a new envelope."""
        for fault_kind in ("duplicated_file", "renamed_file", "rewrapped_file"):
            if fault := self.faults.take(fault_kind, kind=kind, source=source):
                due_at = self.clock.after(at, fault.params.get("by", 0))
                control = self._control_number()
                content = write(control) if fault_kind == "rewrapped_file" else None
                name = None if fault_kind == "duplicated_file" else self._name(kind, source, control)
                twin = self._twin(outgoing, name=name, content=content, at=at)
                self.schedule.add("send", due_at=due_at, outgoing=twin)

    def _twin(self, outgoing: int, *, name: str | None, content: bytes | None, at: datetime) -> int:
        row = self.store.row("SELECT * FROM outgoing WHERE id = ?", outgoing)
        return self._insert(row["account"], name or row["name"], row["kind"], row["source"], content or row["content"], at, "late")

    def _make_ready(self, *, at: datetime, outgoing: int) -> None:
        self.store.execute("UPDATE outgoing SET state = 'ready', made_at = ? WHERE id = ?", stamp(at), outgoing)

    def _insert(self, account: str, name: str, kind: str, source: str, content: bytes, at: datetime, state: str) -> int:
        return self.store.execute(
            "INSERT INTO outgoing (account, name, kind, source, sha256, content, made_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            account,
            name,
            kind,
            source,
            hashlib.sha256(content).hexdigest(),
            content,
            stamp(at),
            state,
        )

    def _set_state(self, row, state: str) -> None:
        with self.store.transaction():
            self.store.execute("UPDATE outgoing SET state = ? WHERE id = ?", state, row["id"])

    def _control_number(self) -> int:
        return self.store.next_number("interchange")

    def _name(self, kind: str, source: str, control: int) -> str:
        return f"{source}_{kind}_{control:09d}.{EXTENSIONS[kind]}"


def _line(row) -> dict:
    return {
        "id": row["id"],
        "account": row["account"],
        "name": row["name"],
        "sha256": row["sha256"],
        "kind": row["kind"],
        "source": row["source"],
        "at": row["made_at"],
    }
