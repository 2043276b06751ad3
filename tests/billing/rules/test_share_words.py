"""Why a patient owes, in words."""

from billing.rules.share_words import OTHER, share_words


def test_equal_reasons_are_added_up_in_the_payers_order():
    words = share_words([
        {"group": "PR", "reason": "2", "amount": "10.00"}, {"group": "PR", "reason": "1", "amount": "5.00"}, {"group": "PR", "reason": "2", "amount": "2.50"},
    ])

    assert [(each["short"], each["amount"]) for each in words] == [("Coinsurance", "12.50"), ("Deductible", "5.00")]


def test_a_reason_without_words_of_its_own_still_says_something():
    assert share_words([{"group": "PR", "reason": "A1", "amount": "1.00"}])[0]["why"] == OTHER
