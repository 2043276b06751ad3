"""The demo's patients: person number n is the same with the same seed, whenever he or she first comes. All invented."""

from dataclasses import dataclass
from datetime import date, timedelta

from claims.demo.chance import Chance
from claims.demo.practice_book import Insured, People
from patients.models import Coverage, Guarantor, Patient

STATE = "AL"
SYSTEM = "demo"
LINES = {"WCF01": "workers_comp", "AUT01": "auto"}
MEDICARE = "MCR01"
LETTERS, DIGITS = "ACDEFGHJKMNPQRTUVWXY", "123456789"
MBI = "DLDDLDDLLDD"  # letters and digits of a Medicare number; source: CMS, MBI format


@dataclass(frozen=True, slots=True)
class Card:
    """An insurance card: the payer's electronic id and what stands on it."""

    payer: str
    member_id: str
    rank: int
    copay: str = "0.00"


@dataclass(frozen=True, slots=True)
class Person:
    """Who comes, before anybody has registered them."""

    number: int
    first_name: str
    last_name: str
    sex: str
    birth_date: date
    street: str
    town: tuple[str, str]
    phone: str
    insured: str
    cards: tuple[Card, ...]
    parent: tuple[str, date] | None

    @property
    def external_id(self) -> str:
        return str(self.number)

    @property
    def payer(self) -> str:
        """The first payer's electronic id, or nothing."""
        return self.cards[0].payer if self.cards else ""

    @property
    def accident_kind(self) -> str:
        """What their visits are for: an injury at work, in a car, or neither."""
        return {"WCF01": "EM", "AUT01": "AA"}.get(self.payer, "")

    def age_on(self, day: date) -> int:
        return (day - self.birth_date).days // 365


def person(people: People, chance: Chance, number: int, today: date) -> Person:
    """Person `number`. `today` is the demo's last day, from which ages count."""
    luck = chance.of("person", number)
    insured = _insured(people, chance, number)
    cards = _cards(insured, chance, number)
    age = _age(people, insured, chance, number)
    sex = luck.choice("FFM" if age > 18 else "FM")
    last_name = luck.choice(people.last_names)
    parent = None
    if age <= 18:
        parent = (luck.choice(people.first_names["F"]), today - timedelta(days=365 * (age + luck.randint(20, 38)) + luck.randint(0, 300)))
    return Person(
        number=number, first_name=luck.choice(people.first_names[sex]), last_name=last_name, sex=sex,
        birth_date=today - timedelta(days=365 * age + age // 4 + luck.randint(1, 360)),
        street=f"{luck.randint(3, 980)} {luck.choice(people.streets)}", town=luck.choice(people.towns), phone=f"251555{luck.randint(0, 9999):04}",
        insured=insured.name, cards=cards, parent=parent,
    )


def registration(who: Person, payers: dict[str, int], since: date) -> tuple[Patient, Guarantor, list[Coverage]]:
    """The unsaved rows the front desk enters. `payers`: our keys by electronic id."""
    address = {"street": who.street, "city": who.town[0], "state": STATE, "zip_code": who.town[1]}
    patient = Patient(
        last_name=who.last_name, first_name=who.first_name, birth_date=who.birth_date, sex=who.sex, phone=who.phone, **address,
    )
    if who.parent is None:
        guarantor = Guarantor(is_patient=True, last_name=who.last_name, first_name=who.first_name, **address)
    else:
        guarantor = Guarantor(
            is_patient=False, relationship="mother", last_name=who.last_name, first_name=who.parent[0], birth_date=who.parent[1], **address
        )
    return patient, guarantor, [_coverage(who, card, payers[card.payer], since) for card in who.cards]


def _coverage(who: Person, card: Card, payer_id: int, since: date) -> Coverage:
    coverage = Coverage(
        payer_id=payer_id, rank=card.rank, member_id=card.member_id, copay_amount=card.copay, valid_from=since,
        line_of_coverage=LINES.get(card.payer, "medical"),
    )
    if who.parent is not None and card.payer != "MCD01":
        coverage.relationship = "19"
        coverage.subscriber_last_name, coverage.subscriber_first_name = who.last_name, who.parent[0]
        coverage.subscriber_birth_date, coverage.subscriber_sex = who.parent[1], "F"
        coverage.subscriber_street, coverage.subscriber_city = who.street, who.town[0]
        coverage.subscriber_state, coverage.subscriber_zip_code = STATE, who.town[1]
    return coverage


def _insured(people: People, chance: Chance, number: int) -> Insured:
    """By the book's shares, evenly spread over the numbers, so that a small demo has them all too."""
    place = (number * 0.6180339887498949 + chance.of("insured").random()) % 1.0
    for insured in people.insured:
        place -= insured.share
        if place < 0:
            return insured
    return people.insured[-1]


def _age(people: People, insured: Insured, chance: Chance, number: int) -> int:
    first, last = insured.age
    if first > 18:
        return chance.between(first, last, "age", number)
    if chance.happens(people.children, "child", number):
        return chance.between(first, 17, "age", number)
    return chance.between(19, last, "age", number)


def _cards(insured: Insured, chance: Chance, number: int) -> tuple[Card, ...]:
    payer = chance.pick(insured.pays, "payer", number)
    if not payer:
        return ()
    cards = [Card(payer, _member_id(payer, chance, number), 1, str(insured.copays.get(payer, "0.00")))]
    if chance.happens(insured.second, "second", number):
        seconds = {each: weight for each, weight in insured.seconds.items() if each != payer}
        second = chance.pick(seconds, "second payer", number)
        cards.append(Card(second, _member_id(second, chance, number), 2))
    return tuple(cards)


def _member_id(payer: str, chance: Chance, number: int) -> str:
    """As the payer prints it. No number ends like those members to whom the plan book gives a life of their own (90x, YY0x)."""
    luck = chance.of("member", payer, number)
    if payer == MEDICARE:
        return "".join(luck.choice(LETTERS if kind == "L" else DIGITS) for kind in MBI)
    return f"{payer[:3]}{luck.randint(100000, 999999)}{luck.randint(11, 89)}"
