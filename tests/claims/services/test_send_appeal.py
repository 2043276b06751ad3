"""What becomes of an appeal: sent with proof, decided by letter or by remittance, taken back. The denial and the work follow."""

from datetime import date, timedelta

import pytest

from claims.models import AppealStatus, Denial
from claims.services.send_appeal import (
    DayNotPossible,
    Decision,
    NoDecision,
    PacketNotReady,
    ProofMissing,
    Sending,
    mark_appeal_sent,
    record_decision,
    withdraw_appeal,
)
from claims.services.work_appeal import assign_appeal, snooze_appeal
from claims.services.work_denial import DayPassed
from config.shared import clock
from config.shared.errors import ReasonMissing, TransitionNotAllowed
from config.shared.models import WorkItem
from tests.factories.appeals import SENT_ON, approved, make_appeal, make_cast, make_denial, sent
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import answers, check_of, pays, received
from tests.factories.shared import BillerFactory
from tests.scenarios.money import taken_back
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db
PORTAL = Sending("portal", "PR-1", SENT_ON)


def work() -> dict[str, WorkItem]:
    """Open items about denials and appeals, by kind of subject."""
    return {item.subject_kind: item for item in WorkItem.objects.filter(closed_at__isnull=True, subject_kind__in=["denial", "appeal"])}


def test_a_sent_appeal_waits_for_the_payers_days_and_the_denial_is_appealed():
    appeal = sent()

    assert (appeal.status, appeal.sent_by, appeal.sent_proof, appeal.sent_date) == (AppealStatus.SENT, "portal", "PR-4471", SENT_ON)
    assert appeal.decision_due_date == SENT_ON + timedelta(days=60)
    assert Denial.objects.get().status == "appealed"
    assert work().keys() == {"appeal"}
    assert (work()["appeal"].queue, work()["appeal"].next_date) == ("appeal_open", appeal.decision_due_date)
    everything_adds_up()


def test_without_approval_proof_or_packet_nothing_is_sent():
    appeal = make_appeal()
    with pytest.raises(TransitionNotAllowed):
        mark_appeal_sent(appeal=appeal, sending=PORTAL, actor=None, at=NOW)
    appeal = approved(appeal)
    with pytest.raises(ProofMissing):
        mark_appeal_sent(appeal=appeal, sending=Sending("fax", " ", SENT_ON), actor=None, at=NOW)
    for day in (SENT_ON + timedelta(days=1), SENT_ON - timedelta(days=1)):
        with pytest.raises(DayNotPossible):
            mark_appeal_sent(appeal=appeal, sending=Sending("fax", "F-1", day), actor=None, at=NOW)
    appeal.packet = None
    appeal.save()
    with pytest.raises(PacketNotReady):
        mark_appeal_sent(appeal=appeal, sending=PORTAL, actor=None, at=NOW)


def test_an_upheld_decision_gives_the_denial_the_clock_of_the_next_level():
    appeal = sent()

    held = record_decision(appeal=appeal, decision=Decision("upheld", SENT_ON, "UH-7"), actor=None, at=NOW)

    assert (held.status, held.decision_reference, held.decision_date) == ("upheld", "UH-7", SENT_ON)
    denial = Denial.objects.get()
    assert (denial.status, denial.appeal_level.level, denial.deadline_date) == ("upheld", 2, SENT_ON + timedelta(days=185))
    assert work().keys() == {"denial"}
    assert work()["denial"].next_step == "Upheld: Second level appeal, or write it off"
    assert record_decision(appeal=appeal, decision=Decision("upheld", SENT_ON), actor=None, at=NOW).decision_reference == "UH-7"
    everything_adds_up()


def test_overturned_by_letter_waits_for_the_payment_and_the_remittance_brings_the_amount():
    cast = make_cast()
    appeal = sent(make_appeal(make_denial(cast)))

    record_decision(appeal=appeal, decision=Decision("overturned", SENT_ON), actor=None, at=NOW)
    assert work()["appeal"].next_step == "Overturned: the payment is due"
    assert Denial.objects.get().status == "appealed"
    everything_adds_up()

    pay(cast, appeal, "78.40", ("CO", "45", "52.00"), ("PR", "2", "19.60"))
    appeal.refresh_from_db()
    assert (appeal.status, str(appeal.recovered_amount), Denial.objects.get().status) == ("overturned", "78.40", "overturned")
    assert work() == {}
    everything_adds_up()


def test_a_remittance_that_denies_again_upholds_and_starts_the_next_clock():
    cast = make_cast()
    appeal = sent(make_appeal(make_denial(cast)))

    pay(cast, appeal, "0.00", ("CO", "50", "150.00"))

    appeal.refresh_from_db()
    denial = Denial.objects.get()
    assert (appeal.status, denial.status, denial.appeal_level.level) == ("upheld", "upheld", 2)
    assert denial.deadline_date == appeal.decision_date + timedelta(days=185)
    assert work().keys() == {"denial"}
    everything_adds_up()


def test_a_draft_ends_when_the_payer_pays_before_it_is_sent():
    cast = make_cast()
    appeal = make_appeal(make_denial(cast))

    pay(cast, appeal, "78.40", ("CO", "45", "52.00"), ("PR", "2", "19.60"))

    appeal.refresh_from_db()
    assert (appeal.status, Denial.objects.get().status, work()) == ("withdrawn", "overturned", {})
    everything_adds_up()


def test_a_draft_goes_on_when_the_payer_denies_again():
    cast = make_cast()
    appeal = make_appeal(make_denial(cast))

    pay(cast, appeal, "0.00", ("CO", "50", "150.00"))

    appeal.refresh_from_db()
    assert (appeal.status, Denial.objects.get().status, list(work())) == ("draft", "open", ["appeal"])
    everything_adds_up()


def test_a_withdrawn_appeal_opens_the_denial_again():
    appeal = sent()

    with pytest.raises(ReasonMissing):
        withdraw_appeal(appeal=appeal, reason="", actor=None, at=NOW)
    withdraw_appeal(appeal=appeal, reason="Corrected instead", actor=None, at=NOW)

    assert withdraw_appeal(appeal=appeal, reason="Again", actor=None, at=NOW).status == "withdrawn"
    assert Denial.objects.get().status == "open"
    assert work().keys() == {"denial"}
    assert work()["denial"].owner == appeal.opened_by
    everything_adds_up()


def test_only_three_outcomes_are_decisions_and_a_day_before_sending_is_none():
    appeal = sent()

    with pytest.raises(NoDecision):
        record_decision(appeal=appeal, decision=Decision("sent", SENT_ON), actor=None, at=NOW)
    with pytest.raises(DayNotPossible):
        record_decision(appeal=appeal, decision=Decision("upheld", date(2026, 11, 22)), actor=None, at=NOW)


def test_it_is_given_to_somebody_and_put_off_but_not_past_its_deadline():
    appeal, biller = make_appeal(), BillerFactory()

    assert assign_appeal(appeal=appeal, owner=biller) == 1
    assert work()["appeal"].owner == biller
    appeal.deadline_date = clock.today() + timedelta(days=5)
    assert snooze_appeal(appeal=appeal, until=clock.today() + timedelta(days=3)) == 1
    with pytest.raises(DayPassed):
        snooze_appeal(appeal=appeal, until=clock.today() + timedelta(days=6))


def pay(cast: Cast, appeal, paid: str, *adjustments) -> None:
    """The payer takes its decision back and decides the injection so."""
    claim = appeal.denial.claim
    visit, injection = claim.lines.order_by("ordinal")
    first = ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00")))
    received(check_of(
        cast.payer, taken_back(claim, first, ("0.00", (("CO", "50", "150.00"),))),
        answers(claim, pays(visit, first[0], *first[1]), pays(injection, paid, *adjustments)),
    ))
