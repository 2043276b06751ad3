"""For tests of billing's services: a cast, and a room above that listens in the place of claims."""

import pytest

from config.shared.registries import encounters as listeners
from tests.billing.cast import Cast
from tests.billing.visits import Ear


@pytest.fixture
def ear(monkeypatch) -> Ear:
    """Billing alone, with one listener and guard."""
    ear = Ear()
    monkeypatch.setattr(listeners, "_listeners", [ear])
    monkeypatch.setattr(listeners, "_guards", [ear.guard])
    return ear


@pytest.fixture
def cast(ear) -> Cast:
    """The practice, its prices and a patient with one coverage."""
    return Cast()
