"""The demo practice, small: twenty patients and thirty days through a real sandbox, cut off once on the way."""

from collections import Counter

import pytest
from django.core.cache import cache

from billing.models import Encounter
from claims.demo import load as loading
from claims.demo import notice
from claims.demo.invariants import payments_were_sent
from claims.demo.practice_book import read_book
from claims.models import Claim, DemoLoad, Remittance, RemittanceStatus
from claims.selectors.demo_status import demo_status
from claims.selectors.summary import summary
from claims.services.load_letter_templates import load_letter_templates
from config.shared import clock
from config.shared.models import WorkItem
from config.shared.services import demo_logins
from patients.models import Patient
from payers.models import InboundFile
from tests.factories.payers import DiagnosisCodeFactory
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db
WANTED = loading.Wanted(patients=20, days=30, seed=20261123)
SHORT_CODES = {"E11", "I50"}


class CutOff(Exception):
    """The machine went down."""


@pytest.fixture
def prepared(practice):
    load_letter_templates()
    demo_logins.prepare_demo_logins()
    for code in {code for kind in read_book().visits for codes in kind.diagnoses for code in codes} - {"M25561"}:
        DiagnosisCodeFactory(code=code, billable=code not in SHORT_CODES)
    for code in ("E119", "I509"):
        DiagnosisCodeFactory._meta.model.objects.get_or_create(code=code, defaults={"description": "full code", "billable": True})
    cache.clear()
    yield
    notice._has_ended = False


def test_the_demo_is_played_through_cut_off_and_taken_up_again(prepared, sandbox, monkeypatch):
    plays, played = loading.play_day, []

    def cut_off_on_the_fifth(day, **options):
        played.append(day)
        if len(played) == 5:
            raise CutOff
        plays(day, **options)

    monkeypatch.setattr(loading, "play_day", cut_off_on_the_fifth)
    with pytest.raises(CutOff):
        loading.load_demo(WANTED)
    begun = DemoLoad.objects.get()
    assert (begun.played_to_date, begun.finished_at, demo_status()["progress"]["state"]) == (played[3], None, "stopped")
    assert f"day {begun.days_played} of 31" in notice.read().text
    assert clock.now().year == clock.datetime.now(clock.UTC).year
    assert sandbox.state()["mode"] == "wall"

    loading.load_demo(WANTED)
    ended = DemoLoad.objects.get()
    assert clock.day_of(ended.now_at) == ended.met_to_date == ended.last_date, "the second process follows this to the last day"
    before = summary()
    assert loading.load_demo(WANTED).finished_at is not None

    assert played[4:6] == [played[4], played[4]]
    assert summary()["claims"] == before["claims"]
    everything_adds_up()
    twice = Counter(Encounter.objects.values_list("patient", "service_date"))
    assert max(twice.values()) == 1
    assert Patient.objects.count() >= 20
    assert Claim.objects.filter(service_date__lt=begun.first_date).exists(), "the opening visits of twenty months ago"
    assert set(InboundFile.objects.filter(source="connection").values_list("sha256", flat=True)) <= {line["sha256"] for line in sandbox.sent()}
    checked = payments_were_sent()
    assert (checked.checked, checked.broken) == (Remittance.objects.filter(status=RemittanceStatus.POSTED).count(), [])
    assert checked.checked > 0
    steps = WorkItem.objects.filter(subject_kind="claim", closed_at__isnull=True).values("subject_id")
    assert not Claim.objects.filter(status__in=["accepted", "pending", "sent", "received", "held"]).exclude(pk__in=steps).exists()
    status = demo_status()
    assert status["progress"] | {"seconds": 0} == {
        "state": "done", "day": begun.last_date.isoformat(), "days_played": 31, "days": 31, "seconds": 0,
    }
    assert status["fates"]["paid"]["count"] > 0
    assert status["shares"]["commercial"]["value"] > 0.2
    assert notice.read() is None
