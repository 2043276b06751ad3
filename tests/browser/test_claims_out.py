"""The claims' pages as people see them: pictures, axe, a silent console, and the verbs by keyboard."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from claims.services.rebuild_claims import rebuild_claims
from tests.browser.waiting import settle
from tests.claims.answers import CLEARINGHOUSE, acknowledged, receive, report_277ca, send_off
from tests.factories.claims import NOW, Cast, make_claim, make_claims

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    cast = Cast()
    cast.payer.connection.core_url = "http://127.0.0.1:1/core"
    cast.payer.connection.save()
    return cast


@pytest.fixture
def visit(live_server, page, sign_in, cast):
    """Opens a path as the biller."""
    sign_in(cast.biller)

    def open_page(path):
        page.goto(f"{live_server.url}{path}")
        settle(page)
        return page

    return open_page


def rejected(cast):
    claim = make_claim(cast)
    send_off()
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A1", "19", by=CLEARINGHOUSE), acknowledged(claim, "A7", "164", "IL"))])
    return claim


def path_of(claim, face=""):
    return f"/claims/{claim.public_id}/{face}"


def test_the_worklist(visit, cast, draw):
    rejected(cast)
    make_claims(cast, 12)
    make_claim(cast, diagnoses=("ZZZ", "I10"))

    page = visit("/claims/")
    page.locator("tr[data-row]").nth(3).click()
    expect(page.locator("#side h2")).to_be_visible()

    draw(page, "claims")


def test_the_empty_worklist(visit, draw):
    page = visit("/claims/")

    draw(page, "claims-empty")


def test_a_rejected_claim_is_mended_where_it_stands(visit, cast, draw):
    claim = rejected(cast)
    page = visit(path_of(claim))
    expect(page.locator(".x12 code").first).to_be_visible()
    draw(page, "claim")

    page.get_by_label("Member id").fill("NEW123")
    page.get_by_role("button", name="Save and resend").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Claim.objects.get().version == 2


def test_a_held_claim_shows_its_findings(visit, cast, draw):
    claim = make_claim(cast, diagnoses=("ZZZ", "I10"), charges=(("J7325", ["RT"], "48", "792.00", [1]), ("99214", ["25"], "1", "180.00", [3])))

    page = visit(path_of(claim))

    draw(page, "claim-held")


def test_the_other_faces(visit, cast, draw):
    claim = rejected(cast)
    claim.coverage.member_id = "NEW123"
    claim.coverage.save()
    rebuild_claims([claim.pk], at=NOW, actor=cast.biller)

    for face in ("preview", "versions", "ledger"):
        page = visit(path_of(claim, f"{face}/"))
        draw(page, f"claim-{face}")


def test_verbs_by_keyboard(visit, cast):
    claim = make_claim(cast)
    page = visit(path_of(claim))

    page.keyboard.press("h")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Why").fill("Waiting for the referral")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("On hold: Waiting for the referral").first).to_be_visible()
    page.keyboard.press("h")
    expect(page.get_by_text("Ready to send").first).to_be_visible()

    assert Claim.objects.get().status == "ready"
