"""Taking a whole visit back."""

from decimal import Decimal

import pytest

from billing.models import Encounter
from billing.selectors import ledger
from billing.services.correct_encounter import ClaimInTheWay, EncounterVoided
from billing.services.void_encounter import void_encounter
from config.shared.errors import ReasonMissing, StaleVersion
from tests.billing.visits import AT, enter, visit
from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def encounter(cast) -> Encounter:
    return enter(visit(cast))


def void(encounter, reason="wrong patient", **options):
    return void_encounter(encounter.pk, reason=reason, actor=BillerFactory(), at=AT, **options)


def test_every_line_is_reversed_with_the_reason(encounter, ear):
    void(encounter)

    held = Encounter.objects.get(pk=encounter.pk)
    assert (held.void_reason, held.charges.filter(voided_at=AT).count()) == ("wrong patient", 2)
    assert ledger.by_encounter([encounter.pk])[encounter.pk].charge == Decimal(0)
    assert ear.heard[-1] == ("corrected", [encounter.pk])


def test_it_needs_a_reason(encounter):
    with pytest.raises(ReasonMissing):
        void(encounter, reason="")


def test_it_is_taken_back_once(encounter):
    void(encounter)

    with pytest.raises(EncounterVoided):
        void(encounter)


def test_a_stale_page_takes_nothing_back(encounter):
    with pytest.raises(StaleVersion):
        void(encounter, expected_version=7)

    assert ledger.by_encounter([encounter.pk])[encounter.pk].charge == Decimal("440.00")


def test_a_claim_with_the_payer_is_in_the_way(encounter, ear):
    ear.why = {encounter.pk: "Claim C-1 is sent."}

    with pytest.raises(ClaimInTheWay):
        void(encounter)
