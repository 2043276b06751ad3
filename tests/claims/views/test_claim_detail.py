"""The page of a claim: facts, findings with their fix, lines, timeline with its evidence, faces, verbs."""

import re
from datetime import date

import pytest
from django.urls import reverse

from claims.models import StatusInquiry
from claims.services.build_claims import build_claims
from config.shared import clock
from config.shared.models import AccessEntry, Event, Note, WorkItem
from patients.models import Coverage
from tests.claims.answers import CLEARINGHOUSE, acknowledged, last_event, next_step, receive, report_277ca, send_off, submission_of
from tests.factories.claims import NOW, Cast, make_claim, make_coverage, make_patient, put_in
from tests.factories.patients import GuarantorFactory
from tests.factories.payers import PayerFactory
from tests.factories.shared import FrontDeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    cast.payer.connection.core_url = "http://127.0.0.1:1/core"
    cast.payer.connection.save()
    return cast


@pytest.fixture
def biller(client, cast):
    client.force_login(cast.biller)
    return client


@pytest.fixture
def claim(cast):
    return make_claim(cast)


@pytest.fixture
def rejected(cast, claim):
    send_off()
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A1", "19", by=CLEARINGHOUSE), acknowledged(claim, "A7", "164", "IL"))])
    return claim


def url(claim, name="claim", *more):
    return reverse(f"claims:{name}", args=[claim.public_id, *more])


def page(client, claim, name="claim", *more):
    return client.get(url(claim, name, *more)).content.decode()


def test_the_head_says_what_is_read_aloud_on_the_phone(biller, cast, claim):
    text = page(biller, claim)

    for said in (claim.number, "Marlow, Ada", cast.payer.name, claim.coverage.member_id, "330.00", "11/02/2026", "Ready to send"):
        assert said in text


def test_the_lines_say_where_each_cent_is(biller, claim):
    text = page(biller, claim)

    assert re.search(r'<td class="code">99214</td><td>25</td>.*?180\.00', text)
    assert re.search(r"<tfoot>.*?330\.00", text, re.DOTALL)


def test_a_view_leaves_one_access_row(biller, claim):
    page(biller, claim)

    assert AccessEntry.objects.filter(route="claims:claim", patient_id=claim.patient_id).count() == 1


def test_the_timeline_shows_each_step_with_the_newest_first(biller, rejected):
    text = page(biller, rejected)

    titles = re.findall(r'<span class="what">([^<]+)</span>', text)
    assert titles[0].startswith("Rejected, invalid: member number of the subscriber")
    assert titles[-1] == "Built from the visit"
    assert any(title.startswith("Sent in batch") for title in titles)


def test_the_evidence_of_the_present_state_is_open_and_in_words(biller, rejected):
    text = page(biller, rejected)
    address = re.search(r'<details class="ev" open>.*?hx-get="([^"]+)" hx-trigger="load"', text, re.DOTALL)[1]

    assert "<b>STC</b>*A7:164:IL" in biller.get(address).content.decode()


def test_other_evidence_comes_when_it_is_opened(biller, rejected):
    seq = Event.objects.get(subject_id=rejected.pk, kind="claim_received").seq

    fragment = biller.get(url(rejected, "claim_evidence", seq), headers={"HX-Request": "true"}).content.decode()
    whole = page(biller, rejected, "claim_evidence", seq)

    assert "<b>STC</b>*A1:19" in fragment
    assert "<html" not in fragment
    assert "<html" in whole


def test_an_event_without_evidence_has_none(biller, claim):
    assert biller.get(url(claim, "claim_evidence", 1)).status_code == 404
    assert biller.get(url(claim, "claim_evidence", 999)).status_code == 404


def test_it_stays_under_fifteen_queries(biller, rejected, django_assert_max_num_queries):
    page(biller, rejected)

    with django_assert_max_num_queries(14):
        page(biller, rejected)


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("ready", {"Send now", "Scrub again", "Hold", "Log a call", "Assign", "Snooze"}),
        ("held", {"Scrub again", "Hold", "Log a call", "Assign", "Snooze"}),
        ("sent", {"Ask status", "Log a call", "Assign", "Snooze"}),
        ("rejected", {"Fix and resend", "Log a call", "Assign", "Snooze"}),
        ("paid", {"Correct and resend", "Void", "Log a call", "Assign", "Snooze"}),
    ],
)
def test_only_the_verbs_that_the_state_allows(biller, claim, status, verbs):
    put_in(claim, status)

    text = page(biller, claim).split('class="verbs"')[1]

    assert set(re.findall(r"<b>([^<]+)</b>", text)) == verbs


def test_a_held_claim_shows_its_findings_with_the_field_itself(biller, cast):
    claim = make_claim(cast, diagnoses=("ZZZ", "I10"))

    text = page(biller, claim)

    assert "The diagnosis ZZZ does not exist." in text
    assert 'value="ZZZ"' in text
    assert url(claim, "claim_fix", "diagnoses.1") in text


def test_saving_the_field_scrubs_again(biller, cast):
    claim = make_claim(cast, diagnoses=("ZZZ", "I10"))

    response = biller.post(url(claim, "claim_fix", "diagnoses.1"), {"value": "m25.561"})

    claim.refresh_from_db()
    assert response.status_code == 302
    assert (claim.status, claim.version) == ("ready", 2)


def test_a_value_of_the_wrong_form_comes_back_in_its_place(biller, cast):
    claim = make_claim(cast, charges=(("99214", [], "1", "180.00", [5]),))

    response = biller.post(url(claim, "claim_fix", "lines.1.pointers"), {"value": "Z"})

    assert response.status_code == 422
    assert b"Up to four letters, A to L." in response.content


@pytest.mark.parametrize(
    ("visit", "path", "value", "reads"),
    [
        ({"charges": (("99214", [], "1", "180.00", [3]),)}, "lines.1.pointers", "AB", "lines.0.pointers"),
        ({"clia_number": "1D23"}, "clia_number", "01D2345678", "clia_number"),
        ({"accident_kind": "AA", "accident_state": "AL"}, "accident_date", "11/01/2026", "accident_date"),
        ({"accident_kind": "AA", "accident_date": date(2026, 11, 1)}, "accident_state", "al", "accident_state"),
        ({"place_of_service": "99"}, "place_of_service", "11", "place_of_service"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_fields_of_the_visit_can_be_mended_here(biller, cast, visit, path, value, reads):
    claim = make_claim(cast, **visit)
    assert claim.status == "held"

    biller.post(url(claim, "claim_fix", path), {"value": value})

    claim.refresh_from_db()
    assert claim.status == "ready"
    changed = Event.objects.get(subject_id=claim.pk, subject_kind="claim", kind="claim_rebuilt").detail["changed"]
    assert reads.replace(".0.", ".1.") in changed


def test_fields_of_patient_and_coverage_can_be_mended_here(biller, cast):
    claim = make_claim(cast)
    GuarantorFactory(patient=claim.patient)
    Coverage.objects.filter(pk=claim.coverage_id).update(valid_to=date(2026, 10, 1))
    biller.post(url(claim, "claim_scrub"))
    claim.refresh_from_db()
    assert claim.status == "held"

    biller.post(url(claim, "claim_fix", "coverage.valid_to"), {"value": ""})
    claim.refresh_from_db()
    assert (claim.status, Coverage.objects.get(pk=claim.coverage_id).valid_to) == ("ready", None)


def test_a_field_of_the_patient_can_be_mended_here(biller, cast):
    patient = make_patient(zip_code="")
    GuarantorFactory(patient=patient)
    claim = make_claim(cast, patient=patient)
    assert claim.status == "held"

    biller.post(url(claim, "claim_fix", "patient.address.zip_code"), {"value": "36532-1234"})

    claim.refresh_from_db()
    patient.refresh_from_db()
    assert (claim.status, patient.zip_code) == ("ready", "365321234")


def test_a_rejection_offers_the_field_it_most_likely_means_and_resends(biller, rejected):
    text = page(biller, rejected)
    assert url(rejected, "claim_fix", "coverage.member_id") in text

    biller.post(url(rejected, "claim_fix", "coverage.member_id"), {"value": "NEW-123"})

    rejected.refresh_from_db()
    assert (rejected.status, rejected.version) == ("ready", 2)
    assert submission_of(rejected).snapshot["coverage"]["member_id"] == "NEW-123"


def test_what_the_payer_has_can_not_be_mended(biller, cast, claim):
    send_off()

    response = biller.post(url(claim, "claim_fix", "coverage.member_id"), {"value": "NEW"})

    assert response.status_code == 409
    assert Coverage.objects.get(pk=claim.coverage_id).member_id != "NEW"


@pytest.mark.parametrize("path", ["billing_provider.npi", "lines.1.amount", "payer.connection", "nonsense", "lines.x.ndc", "patient", "coverage.payer"])
def test_fields_of_other_records_are_not_mended_here(biller, claim, path):
    assert biller.post(url(claim, "claim_fix", path), {"value": "1"}).status_code == 422


def test_send_now_puts_it_into_a_batch(biller, claim):
    biller.post(url(claim, "claim_send"))

    claim.refresh_from_db()
    assert claim.status == "queued"


def test_fix_and_resend_makes_a_new_version(biller, rejected):
    biller.post(url(rejected, "claim_resend"))

    rejected.refresh_from_db()
    assert (rejected.status, rejected.version) == ("ready", 2)


def test_ask_status_asks_once_a_day(biller, cast, claim):
    send_off()

    biller.post(url(claim, "claim_ask"))
    biller.post(url(claim, "claim_ask"))

    assert StatusInquiry.objects.count() == 1
    assert "Asked; the payer" in page(biller, claim)


def test_a_day_is_proposed_as_people_write_it(biller, claim):
    with clock.at(NOW):
        assert 'value="11/30/2026"' in page(biller, claim, "claim_hold")


def test_hold_and_end_of_hold(biller, claim):
    assert biller.post(url(claim, "claim_hold"), {"reason": "", "until": "12/01/2030"}).status_code == 422
    biller.post(url(claim, "claim_hold"), {"reason": "Wait for the referral", "until": "12/01/2030"})
    assert "On hold: Wait for the referral" in page(biller, claim)

    biller.post(url(claim, "claim_release"))

    claim.refresh_from_db()
    assert claim.status == "ready"


def test_a_verb_that_the_state_refuses_says_why(biller, cast, claim):
    send_off()

    response = biller.post(url(claim, "claim_release"))

    assert response.status_code == 409
    assert b"be held" in response.content


def test_an_error_can_be_waived_with_a_reason(biller, cast):
    claim = make_claim(cast, service_date=date(2026, 1, 5))
    assert "Send nevertheless" in page(biller, claim)

    biller.post(url(claim, "claim_waive", 1), {"reason": "Proof in Documents"})

    claim.refresh_from_db()
    assert claim.status == "ready"
    assert "Proof in Documents" in page(biller, claim)


def test_notes_and_calls_stand_on_the_timeline(biller, cast, claim):
    send_off()

    biller.post(url(claim, "claim_note"), {"text": "Asked the front desk."})
    biller.post(url(claim, "claim_call"), {"spoken_to": "Rosa", "reference": "C-8821", "said": "In process.", "promised": "12/01/2030"})

    text = page(biller, claim)
    assert Note.objects.count() == 2
    assert "Asked the front desk." in text
    assert "Call, reference C-8821" in text
    assert next_step(claim).next_date == date(2030, 12, 1)


def test_assign_and_snooze(biller, cast, claim):
    biller.post(url(claim, "claim_assign"), {"owner": str(cast.biller.public_id)})
    biller.post(url(claim, "claim_snooze"), {"until": "12/01/2030"})

    item = WorkItem.objects.get(subject_kind="claim")
    assert (item.owner, item.snoozed_until) == (cast.biller, date(2030, 12, 1))


def test_a_dialog_is_a_page_without_script_and_a_fragment_with_it(biller, claim):
    assert "<html" in page(biller, claim, "claim_hold")
    assert "<html" not in biller.get(url(claim, "claim_hold"), headers={"HX-Request": "true"}).content.decode()


def test_the_preview_explains_what_would_go_out_and_what_went(biller, cast, claim):
    before = page(biller, claim, "claim_preview")
    send_off()
    after = page(biller, claim, "claim_preview")

    assert "Not sent yet" in before
    assert f"<b>CLM</b>*{submission_of(claim).patient_control_number}*330" in before
    assert "Sent in batch" in after
    assert f"<b>CLM</b>*{submission_of(claim).patient_control_number}*330" in after


def test_versions_show_what_changed(biller, rejected):
    biller.post(url(rejected, "claim_fix", "coverage.member_id"), {"value": "NEW-123"})

    text = page(biller, rejected, "claim_versions")

    assert "<ins>NEW-123</ins>" in text
    assert "Coverage, member id" in text


def test_the_ledger_shows_the_postings(biller, claim):
    text = page(biller, claim, "claim_ledger")

    assert "Charge entered" in text
    assert "330.00" in text


def test_the_front_desk_sees_no_claim(client, claim):
    client.force_login(FrontDeskFactory())

    assert client.get(url(claim)).status_code == 403
    assert client.post(url(claim, "claim_send")).status_code == 403


def test_an_answer_that_moves_nothing_says_why(biller, cast, claim):
    send_off()
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A2"))])
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A7", by=CLEARINGHOUSE))])

    assert last_event(claim).kind == "claim_answer"
    assert "moves nothing" in page(biller, claim)


def test_panels_of_visit_and_patient_show_their_claims(biller, claim):
    visit = biller.get(reverse("claims:encounter_claims", args=[claim.encounter.public_id])).content.decode()
    patient = biller.get(reverse("claims:patient_claims", args=[claim.patient.public_id])).content.decode()

    assert claim.number in visit
    assert claim.number in patient


def test_the_family_names_only_payers_that_still_come(biller, cast):
    patient = make_patient()
    coverages = [make_coverage(patient, cast.payer), make_coverage(patient, PayerFactory(connection=cast.payer.connection), rank=2)]
    first = make_claim(cast, patient=patient, coverages=coverages)
    assert "not billed yet" in page(biller, first)
    (second,) = build_claims([first.encounter_id], at=NOW, actor=None, rank=2)

    assert "not billed yet" not in page(biller, second)
