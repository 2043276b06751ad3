"""A changed patient or coverage reaches the claims that wait for us."""

from datetime import date

import pytest

from billing.services.void_encounter import void_encounter
from patients.services.end_coverage import end_coverage
from patients.services.save_coverage import save_coverage
from tests.billing.visits import AT, enter, visit
from tests.factories.patients import CoverageFactory
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db


def test_a_corrected_member_id_is_told_for_each_live_visit(cast, ear):
    first, gone, second = enter(visit(cast)), enter(visit(cast)), enter(visit(cast))
    void_encounter(gone.pk, reason="keyed twice", actor=BillerFactory(), at=AT)
    ear.heard.clear()
    cast.coverage.member_id = "BPA7740019"

    save_coverage(cast.coverage, actor=FrontDeskFactory(), at=AT)

    assert ear.heard == [("corrected", [first.pk, second.pk])]


def test_an_ended_coverage_is_told_too(cast, ear):
    enter(visit(cast))
    ear.heard.clear()

    end_coverage(cast.coverage, last_day=date(2026, 9, 30), actor=FrontDeskFactory(), at=AT)

    assert len(ear.heard) == 1


def test_a_patient_without_visits_is_nobodys_news(ear):
    save_coverage(CoverageFactory(), actor=FrontDeskFactory(), at=AT)

    assert ear.heard == []
