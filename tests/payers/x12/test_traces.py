"""What was asked and what was answered, by trace number."""

from dataclasses import replace

from payers.x12.traces import unanswered, unasked
from tests.payers.x12 import builders
from tests.payers.x12.test_roundtrip import eligibility_request, eligibility_response


def test_an_eligibility_question_without_an_answer_is_named():
    assert unanswered(eligibility_request(), eligibility_response()) == ("T2",)
    assert unasked(eligibility_request(), eligibility_response()) == ()


def test_an_answer_that_nobody_asked_for_is_named():
    request = eligibility_request()
    other = replace(request, inquiries=(replace(request.inquiries[0], trace="T9"),))

    assert unanswered(other, eligibility_response()) == ("T9",)
    assert unasked(other, eligibility_response()) == ("T1",)


def test_a_claim_status_answer_echoes_every_question():
    assert unanswered(builders.status_request(), builders.status_report()) == ()
    assert unasked(builders.status_request(), builders.status_report()) == ()
