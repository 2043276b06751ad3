"""Load the demo: play every day from the first to now under the demo's hold, note how far it came, and give time back.

A load that was cut off is taken up after its last whole day. The first line of the story is one visit twenty months ago.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from claims.demo import biller
from claims.demo.assistant import Assistant, assist
from claims.demo.calendar import Visit, visits, working_days
from claims.demo.clearinghouse import Clearinghouse, SandboxRefused, clearinghouse
from claims.demo.days import EVENING, MORNING, NOON, Cast, cast_of, enter, meet_patients, moment, play_day, receive, send, turn_clocks, welcome
from claims.demo.people import Person, person
from claims.demo.practice_book import Book, Staff, read_book
from claims.models import Claim, DemoLoad
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services import demo_hold

PATIENCE_SECONDS = 120
OPENING_PERSON = 1_000_000
OPENING_PAYER = "BPA01"
OPENING_VISITS = 3
OPENING_LOOKS = (7, 100)
log = logging.getLogger(__name__)


class DemoRunning(DomainError):
    """Another process loads it."""

    code = "demo_running"
    message = "The demo is being loaded by another process."


class NotEmpty(DomainError):
    """The demo begins where nothing is yet: a past can't be played behind a present."""

    code = "demo_not_empty"
    message = "There are visits already: the demo loads into an empty practice only (bin/start --reset makes one)."


@dataclass(frozen=True, slots=True)
class Wanted:
    """How large, how long, and with which luck."""

    patients: int
    days: int
    seed: int


def load_demo(wanted: Wanted, *, book: Book | None = None, with_assistant: bool = False) -> DemoLoad:
    """Play it to its end and return its row; one that has ended is returned as it is. An assistant is a second process that takes half the work.

    Raises NoSandbox, DemoRunning, NotEmpty.
    """
    book = book or read_book()
    with demo_hold.holding(patience_seconds=PATIENCE_SECONDS) as mine:
        if not mine:
            raise DemoRunning()
        load = _begun(wanted)
        if load.finished_at is None:
            house = clearinghouse()
            house.gather_payments(book.payments_gathered_days)
            with _own_time(house), Assistant(runs=with_assistant) as help_:
                _play(load, cast_of(book, load.seed, house), help_)
            load.finished_at = datetime.now(UTC)
            load.save(update_fields=["finished_at"])
    return load


def _begun(wanted: Wanted) -> DemoLoad:
    """The load under way, whatever was asked for then; or a new one."""
    load = DemoLoad.objects.first()
    if load is not None:
        return load
    if Claim.objects.exists():
        raise NotEmpty()
    today = datetime.now(UTC).astimezone(clock.practice_zone()).date()
    return DemoLoad.objects.create(
        patients=wanted.patients, days=wanted.days, seed=wanted.seed, first_date=today - timedelta(days=wanted.days), last_date=today,
        started_at=datetime.now(UTC),
    )


@contextmanager
def _own_time(house: Clearinghouse) -> Iterator[None]:
    """Both sides return to wall time, whatever happens."""
    try:
        yield
    finally:
        clock.set_own_time(None)
        house.gather_payments(None)
        house.set_clock(None)


def assist_load(*, is_over: Callable[[], bool], book: Book | None = None) -> None:
    """Be the assistant of the load that is under way, until `is_over`."""
    load = DemoLoad.objects.get()
    cast = cast_of(book or read_book(), load.seed, clearinghouse())
    seen = seen_by_day(load, cast)
    with demo_hold.helping():
        until = datetime.now(UTC)
        assist(load, meet=lambda day: meet_patients(day, cast=cast, load=load, seen=seen, until=until, most=1), is_over=is_over)


def _play(load: DemoLoad, cast: Cast, help_: Assistant) -> None:
    until = datetime.now(UTC)
    if load.played_to_date is None:
        _play_opening(load, cast, help_)
    seen = seen_by_day(load, cast)
    since = load.played_to_date or load.first_date - timedelta(days=1)
    for day in _billing_days(since, load, cast.book.staff):
        _misbehave(day, since, load, cast)
        play_day(day, cast=cast, load=load, since=since, until=until, seen=seen, help_=help_)
        since = load.played_to_date = day
        load.save(update_fields=["played_to_date", "letters"])
    load.played_to_date = load.last_date
    load.save(update_fields=["played_to_date"])


def seen_by_day(load: DemoLoad, cast: Cast) -> dict[date, list[tuple[Visit, Person]]]:
    """Who comes, by day."""
    people = cast.book.people
    by_day = visits(
        cast.chance, patients=load.patients, a_year=people.visits_each / people.patients, first=load.first_date, last=load.last_date,
    )
    who = {number: person(people, cast.chance, number, load.last_date) for number in range(load.patients)}
    return {day: [(visit, who[visit.person]) for visit in found] for day, found in by_day.items()}


def _billing_days(since: date, load: DemoLoad, staff: Staff) -> list[date]:
    """The days after `since` on which the biller works files and batches, and the last day whatever it is."""
    recently = _day_of(staff.recently, load)
    days = [
        day for day in working_days(since + timedelta(days=1), load.last_date)
        if day.weekday() in (staff.batch_days_before if day < recently else staff.batch_days_recently)
    ]
    return days if load.last_date in days or load.last_date <= since else [*days, load.last_date]


def _play_opening(load: DemoLoad, cast: Cast, help_: Assistant) -> None:
    """Some visits long ago, paid like any others: sent, acknowledged, decided, and then nothing until a year begins."""
    opening = _next_working_day(load.last_date - timedelta(days=cast.book.opening_days_back))
    if opening >= load.first_date:
        return
    people = _opening_people(load, cast)
    turn_clocks(cast, load, noon := moment(opening, NOON))
    welcome([(Visit(who.number, 1), who) for who in people], cast=cast, load=load, at=noon)
    turn_clocks(cast, load, evening := moment(opening, EVENING))
    enter([(opening, Visit(who.number, 1), who) for who in people], cast=cast, at=evening)
    send(evening, help_)
    for later in OPENING_LOOKS:
        turn_clocks(cast, load, at := moment(opening + timedelta(days=later), MORNING))
        cast.clearinghouse.work()
        receive(at, help_)


def _opening_people(load: DemoLoad, cast: Cast) -> list[Person]:
    """Some with the same commercial plan and nothing else: to one of them, at least, nothing odd happens."""
    numbers = range(OPENING_PERSON, OPENING_PERSON + 200)
    people = (person(cast.book.people, cast.chance, number, load.last_date) for number in numbers)
    return [who for who in people if [card.payer for card in who.cards] == [OPENING_PAYER]][:OPENING_VISITS]


def _next_working_day(day: date) -> date:
    return working_days(day, day + timedelta(days=6))[0]


def _misbehave(day: date, since: date, load: DemoLoad, cast: Cast) -> None:
    """Order what the book has for the days after `since` up to this one."""
    for trouble in cast.book.troubles:
        for part in trouble.at:
            if since < _day_of(part, load) <= day:
                cast.clearinghouse.misbehave(trouble.fault, trouble.scope)
    for letter in cast.book.letters:
        if since < _day_of(letter.at, load) <= day:
            at = moment(day, MORNING)
            clock.set_own_time(at)
            if overpayment := biller.record_letter(letter, actor=cast.biller, at=at):
                cast.clearinghouse.take_back(
                    payer=letter.payer, payee=cast.rooms.billing.npi, amount=letter.amount, reference=overpayment.reference,
                )
    if since < _day_of(cast.book.opening_taken_back, load) <= day:
        _take_back_opening(load, cast)


def _take_back_opening(load: DemoLoad, cast: Cast) -> None:
    """The payer takes back its decision on one of the opening visits; the first on which one stands."""
    old = Claim.objects.filter(payer_id=cast.payers[OPENING_PAYER], service_date__lt=load.first_date).exclude(payer_control_number="")
    for number in old.order_by("pk").values_list("payer_control_number", flat=True):
        try:
            cast.clearinghouse.reverse(number)
        except SandboxRefused:  # this one was taken back by chance already
            continue
        return


def _day_of(part: float, load: DemoLoad) -> date:
    return load.first_date + timedelta(days=round(part * (load.days_in_all - 1)))
