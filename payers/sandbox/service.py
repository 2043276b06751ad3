"""The sandbox as one object: its parts joined, its doors (SFTP, HTTP) opened, its loop run.

`__main__` starts it; `sftp`, `core_exchange` and `control` call it. Everything here runs in one event loop, so the
database has one writer and a step is never half seen.
"""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from payers.sandbox.claim_status import StatusAnswers
from payers.sandbox.claims import Claims
from payers.sandbox.clearinghouse import Answerer, Clearinghouse
from payers.sandbox.clock import Clock, parse_moment, stamp
from payers.sandbox.eligibility import EligibilityAnswers
from payers.sandbox.faults import Faults
from payers.sandbox.inbox import Inbox
from payers.sandbox.outbox import Outbox
from payers.sandbox.parts import Parts
from payers.sandbox.pay_run import PayRun
from payers.sandbox.payer import Payers
from payers.sandbox.plan_book import DEFAULT, read_plan_book
from payers.sandbox.reopenings import Reopenings
from payers.sandbox.schedule import Schedule
from payers.sandbox.state import State
from payers.sandbox.store import Store

TICK_SECONDS = 0.1
log = logging.getLogger("payers.sandbox")


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How this run of the sandbox behaves, from the command line."""

    consumed_stay_listed: bool = False
    archive: bool = False
    chance: bool = True
    seconds_per_unit: float = 1.0
    plan_book: Path = DEFAULT


class Sandbox:
    """One running sandbox on one state folder."""

    def __init__(self, state: State, habits: Habits):
        self.state, self.habits = state, habits
        self.store = Store(state.database)
        self.book = read_plan_book(habits.plan_book, chance=habits.chance)
        set_to = self.store.setting("clock")
        self.clock = Clock(zone=self.book.zone, seconds_per_unit=habits.seconds_per_unit, set_to=parse_moment(set_to) if set_to else None)
        self.faults = Faults(self.store)
        self.schedule = Schedule(self.store)
        self.outbox = Outbox(state=state, store=self.store, schedule=self.schedule, faults=self.faults, clock=self.clock)
        self.inbox = Inbox(state=state, store=self.store, schedule=self.schedule, stays_listed=habits.consumed_stay_listed, archives=habits.archive)
        self._join_business()
        self.acceptor = None

    def _join_business(self) -> None:
        parts = Parts(
            store=self.store,
            schedule=self.schedule,
            outbox=self.outbox,
            faults=self.faults,
            clock=self.clock,
            book=self.book,
            claims=Claims(self.store),
        )
        self.answerers = {
            "276": Answerer("277", StatusAnswers(parts, is_down=self._payer_is_down).answer),
            "270": Answerer("271", EligibilityAnswers(parts, is_down=self._payer_is_down).answer),
        }
        self.clearinghouse = Clearinghouse(parts, answerers=self.answerers)
        pay_run = PayRun(parts)
        self.reopenings = Reopenings(parts, Payers(parts, pay_run), pay_run)

    def _payer_is_down(self, payer: str) -> bool:
        return self.take_fault("system_down", channel=payer) is not None

    def recover(self) -> None:
        """Finish what a kill interrupted: uploads first, then files that were on their way out."""
        self.inbox.recover(self.clock.now())
        self.outbox.recover()

    def commit_upload(self, *, account: str, partial: str, name: str) -> None:
        self.inbox.commit(account=account, partial=partial, name=name, at=self.clock.now())

    def run_due(self) -> tuple[Counter, Counter]:
        """Do all that is due; (jobs done by kind, files sent by kind)."""
        done = self.schedule.run_due(self.clock.now())
        return done, self.outbox.publish()

    def set_clock(self, now: datetime | None) -> None:
        with self.store.transaction():
            self.store.set_setting("clock", stamp(now) if now else None)
        self.clock.set_to = now

    def take_fault(self, kind: str, /, **at_hand):
        """The fault that applies here, counted down at once (outside any job)."""
        with self.store.transaction():
            return self.faults.take(kind, **at_hand)

    def show_host_key(self) -> None:
        """Have new SFTP connections see the right host key, or the stranger's while that fault lasts."""
        changed = self.faults.peek("host_key_changed") is not None
        if self.acceptor:
            self.acceptor.update(server_host_keys=[self.state.host_key(changed=changed)])

    async def loop(self) -> None:
        """In wall mode, do what is due as it comes due; with a set clock, only `run_due` on request does."""
        while True:
            if self.clock.set_to is None:
                self._run_due_whatever_happens()
            await asyncio.sleep(TICK_SECONDS)

    def _run_due_whatever_happens(self) -> None:
        """A full disk or the like stops this round, not the loop: what is not done stays due."""
        try:
            self.run_due()
        except Exception:
            log.exception("could not do what is due; it will be tried again")
