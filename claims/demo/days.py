"""A day of the biller in the demo practice, from the files of the morning to the batch of the evening, with the desk's days before it.

Called by `load`, day after day. Safe to repeat for one that was cut off: who was registered, who paid and which visits were entered is known by the
rows; everything else works on what is open.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from billing.models import Encounter
from billing.services.enter_encounter import enter_encounters
from claims.demo import biller, disputes, front_desk
from claims.demo.assistant import Assistant
from claims.demo.calendar import Visit
from claims.demo.chance import Chance
from claims.demo.clearinghouse import Clearinghouse
from claims.demo.people import Person
from claims.demo.practice_book import Book
from claims.demo.visits import Rooms, new_encounter
from claims.models import Claim, ClaimStatus, DemoLoad
from claims.services.bill_overdue_crossovers import bill_overdue_crossovers
from claims.services.poll_silent_claims import poll_silent_claims
from claims.services.send_ready_claims import send_ready_claims
from config.shared import clock
from config.shared.models import User
from payers.models import Connection, Payer
from payers.services.fetch_inbound import fetch_inbound
from payers.services.resolve_interchange import watch_silent_batches

MORNING, NOON, ENTERED, EVENING = time(8, 30), time(12, 40), time(16, 50), time(17, 15)
Seen = Mapping[date, Sequence[tuple[Visit, Person]]]


@dataclass(frozen=True)
class Cast:
    """Everything a day needs: who works here, whom they see, how the book says it goes, and the clearinghouse."""

    book: Book
    chance: Chance
    clearinghouse: Clearinghouse
    rooms: Rooms
    payers: Mapping[str, int]
    clerk: User
    biller: User
    supervisor: User

    @property
    def luck(self) -> dict[str, Any]:
        return {"staff": self.book.staff, "chance": self.chance}


def cast_of(book: Book, seed: int, clearinghouse: Clearinghouse) -> Cast:
    """The demo's logins play their own roles."""
    users = {user.role: user for user in User.objects.filter(is_active=True).order_by("-pk")}
    return Cast(
        book=book, chance=Chance(seed), clearinghouse=clearinghouse, rooms=Rooms(),
        payers=dict(Payer.objects.filter(is_active=True).values_list("electronic_id", "pk")),
        clerk=users["front_desk"], biller=users["biller"], supervisor=users["admin"],
    )


def moment(day: date, at: time) -> datetime:
    """That time of day where the practice is."""
    return datetime.combine(day, at, clock.practice_zone())


def play_day(day: date, *, cast: Cast, load: DemoLoad, since: date, until: datetime, seen: Seen, help_: Assistant) -> None:
    """Play the days after `since` up to `day`, which is a day of the biller; nothing later than `until` (now). `seen`: who comes, by day."""
    if (at := moment(day, MORNING)) <= until:
        turn_clocks(cast, load, at)
        with ThreadPoolExecutor(1) as aside:  # the clearinghouse works while we do what needs none of its files
            working = aside.submit(cast.clearinghouse.work)
            _collect_from_patients(cast, since, at)
            working.result()
        receive(at, help_)
        _work_queues(cast, load, at)
    else:
        turn_clocks(cast, load, until)
    if not help_.has_met(day):
        meet_patients(day, cast=cast, load=load, seen=seen, until=until)
    if (at := moment(day, EVENING)) <= until:
        turn_clocks(cast, load, at)
        send(at, help_)


def meet_patients(day: date, *, cast: Cast, load: DemoLoad, seen: Seen, until: datetime, most: int | None = None) -> int:
    """The days up to `day` that are still to come, `most` of them at a time: who comes is met, and the visit entered. How many days there were."""
    held = DemoLoad.objects.values_list("met_to_date", flat=True).get(pk=load.pk) or load.first_date - timedelta(days=1)
    days = [each for each in sorted({*seen, day}) if held < each <= day][:most]
    for each in days:
        if (at := moment(each, NOON)) <= until:
            with clock.at(at):
                welcome(seen.get(each, ()), cast=cast, load=load, at=at)
        if (at := moment(each, ENTERED)) <= until:
            with clock.at(at):
                enter([(each, *one) for one in seen.get(each, ())], cast=cast, at=at)
        DemoLoad.objects.filter(pk=load.pk).update(met_to_date=each)
    return len(days)


def welcome(seen: Sequence[tuple[Visit, Person]], *, cast: Cast, load: DemoLoad, at: datetime) -> None:
    """The front desk's day: register who comes for the first time, take copays. Those whose visit was met before are not met again."""
    since = date(load.first_date.year - 2, 1, 1)
    keys = front_desk.register((who for _, who in seen), payers=cast.payers, since=since, actor=cast.clerk, at=at)
    front_desk.take_copays([(visit, who, keys[who.number]) for visit, who in seen], actor=cast.clerk, at=at, **cast.luck)


def enter(seen: Sequence[tuple[date, Visit, Person]], *, cast: Cast, at: datetime) -> None:
    """The biller enters the visits that are not entered yet."""
    keys = front_desk.known(who.number for _, _, who in seen)
    entered = set(Encounter.objects.filter(patient__in=keys.values()).values_list("patient_id", "service_date"))
    kinds = {kind.name: kind for kind in cast.book.visits}
    fresh = [
        new_encounter(who, keys[who.number], visit, kinds=kinds, day=day, rooms=cast.rooms, chance=cast.chance)
        for day, visit, who in seen if who.number in keys and (keys[who.number], day) not in entered
    ]
    if fresh:
        enter_encounters(fresh, actor=cast.biller, at=at)


def receive(at: datetime, help_: Assistant) -> None:
    """Fetch what every connection has, and bring each file to its fate."""
    for connection_id in Connection.objects.filter(is_active=True).values_list("pk", flat=True):
        fetch_inbound(connection_id, at=at, by_jobs=True)
    help_.finish_jobs()


def send(at: datetime, help_: Assistant) -> None:
    """What beat would do in a day: batches, questions, crossovers that stayed out; then every job that is due. What visitors make ready waits."""
    ours = Claim.objects.filter(status=ClaimStatus.READY, created_at__lte=at)
    send_ready_claims(at=at, only=list(ours.values_list("pk", flat=True)))
    poll_silent_claims(at=at)
    bill_overdue_crossovers(at=at)
    watch_silent_batches(at=at)
    help_.finish_jobs()


def _collect_from_patients(cast: Cast, since: date, at: datetime) -> None:
    """What patients pay today, and statements on their weekday."""
    today = clock.day_of(at)
    front_desk.take_statement_payments(actor=cast.clerk, today=today, since=since, at=at, **cast.luck)
    if today.weekday() == cast.book.staff.statements_on:
        biller.send_statements(actor=cast.biller, at=at)


def _work_queues(cast: Cast, load: DemoLoad, at: datetime) -> None:
    biller.post_what_balances(actor=cast.biller, at=at, **cast.luck)
    biller.mend_rejected(actor=cast.biller, at=at, **cast.luck)
    biller.mend_held(actor=cast.biller, at=at, **cast.luck)
    disputes.approve_appeals(staff=cast.book.staff, supervisor=cast.supervisor, at=at)
    disputes.send_appeals(chance=cast.chance, clearinghouse=cast.clearinghouse, letters=load.letters, actor=cast.biller, at=at)
    disputes.open_letters(letters=load.letters, biller=cast.biller, supervisor=cast.supervisor, at=at, **cast.luck)
    disputes.work_denials(biller=cast.biller, supervisor=cast.supervisor, at=at, **cast.luck)


def turn_clocks(cast: Cast, load: DemoLoad, at: datetime) -> None:
    """The same moment for the sandbox, for us, and for who helps us."""
    cast.clearinghouse.set_clock(at)
    clock.set_own_time(at)
    load.now_at = at
    load.save(update_fields=["now_at"])
