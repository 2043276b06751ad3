"""Who comes when: the same with the same seed, everybody at least once, nobody at the weekend."""

from datetime import date

from claims.demo.calendar import visits, working_days
from claims.demo.chance import Chance
from claims.demo.people import person
from claims.demo.practice_book import read_book

FIRST, LAST = date(2025, 11, 26), date(2026, 11, 26)


def test_the_same_seed_gives_the_same_year():
    book = read_book()

    def year(seed):
        return visits(Chance(seed), patients=40, a_year=3.3, first=FIRST, last=LAST)

    assert year(1) == year(1) != year(2)
    assert person(book.people, Chance(1), 7, LAST) == person(book.people, Chance(1), 7, LAST)


def test_everybody_comes_on_working_days_and_about_as_often_as_the_book_says():
    found = visits(Chance(3), patients=600, a_year=2000 / 600, first=FIRST, last=LAST)

    assert {visit.person for seen in found.values() for visit in seen} == set(range(600))
    assert set(found) <= set(working_days(FIRST, LAST))
    assert 1800 < sum(map(len, found.values())) < 2250
    assert all(len({visit.person for visit in seen}) == len(seen) for seen in found.values())


def test_cards_follow_the_books_shares():
    book = read_book()
    people = [person(book.people, Chance(3), number, LAST) for number in range(600)]

    for insured in book.people.insured:
        assert abs(sum(who.insured == insured.name for who in people) / 600 - insured.share) < 0.02
    assert 0.13 < sum(len(who.cards) == 2 for who in people) / 600 < 0.22
    assert all(card.member_id.isalnum() for who in people for card in who.cards)
    assert {who.sex for who in people} == {"F", "M"}
