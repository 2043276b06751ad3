"""What the stories share: the demo's practice before a running sandbox, and days that pass for both sides."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from claims.models import Claim
from claims.selectors import timeline_words
from claims.services.load_adjustment_rules import load_adjustment_rules
from config.shared import clock
from config.shared.management.commands.verify import verify
from config.shared.models import Event
from config.shared.registries import invariants
from payers.models import Connection
from payers.services import load_reference, prepare_demo
from payers.services.fetch_inbound import fetch_inbound
from tests.factories.payers import DiagnosisCodeFactory
from tests.support.sandbox import SandboxProcess, start_sandbox

SEEN = datetime(2026, 11, 2, 16, tzinfo=UTC)


@pytest.fixture
def sandbox(tmp_path, settings) -> Iterator[SandboxProcess]:
    """A sandbox of this test's own, where the demo's preparation looks for it."""
    settings.STATE_FOLDER = tmp_path
    with start_sandbox(tmp_path) as running:
        yield running


@pytest.fixture
def practice(sandbox) -> None:
    """The demo's practice and payers, connected to the sandbox."""
    load_reference.load_guides()
    prepare_demo.prepare_demo_practice()
    prepare_demo.prepare_demo_payers()
    load_adjustment_rules()
    DiagnosisCodeFactory(code="M25561", description="Pain in right knee")


@pytest.fixture
def own_time() -> Iterator[None]:
    """The process begins on the day of the visit."""
    clock.set_own_time(SEEN)
    yield
    clock.set_own_time(None)


def days_pass(sandbox: SandboxProcess, moment: datetime) -> None:
    """Time goes on for both sides; the clearinghouse works, and we fetch what it has."""
    sandbox.set_clock(moment)
    sandbox.run()
    clock.set_own_time(moment)
    for connection in Connection.objects.all():
        fetch_inbound(connection.pk, at=moment)


def checked(name: str) -> invariants.Result:
    """What one check of `verify` finds."""
    (check,) = [check for check in invariants.every() if check.name == name]
    return check.run()


def everything_adds_up() -> None:
    """`verify` finds nothing broken, and the timelines can tell all that happened."""
    broken = [check for check in verify()["checks"] if check["broken"]]
    assert broken == [], broken
    kinds = set(Event.objects.filter(subject_kind=Claim.SUBJECT_KIND).exclude(kind__startswith="test_").values_list("kind", flat=True))
    assert kinds <= set(timeline_words.KINDS), "each event of a claim has its words"
