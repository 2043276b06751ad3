"""What each kind of event of a claim says on its timeline: a title, a sentence, a tone. Words only; `timeline` reads the rows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from claims.rules import status_words
from claims.rules.frequency import VOID
from claims.snapshot_difference import Difference
from config.shared.models import Event
from config.shared.money import dollars

WHY = {
    "stale": "It is older than what is known, and moves nothing.",
    "repeated": "It was said before.",
    "outranked": "What was heard since counts more, so it moves nothing.",
    "out_of_order": "The claim is further on, so it moves nothing.",
    "decided": "A remittance has decided the claim, so it moves nothing.",
    "older_version": "It is about an older version, so it moves nothing.",
    "not_sent": "The claim is not with the payer, so it moves nothing.",
    "nothing_to_bill": "The visit has nothing to bill to this payer.",
    "confirmed": "The payer said so.",
}
BY = {"clearinghouse": "by the clearinghouse", "payer": "by the payer"}
EFFECTS = {"payment": "paid", "contract": "adjusted by contract", "patient": "patient's share", "denied": "denied", "underpaid": "underpaid"}


@dataclass(frozen=True, slots=True)
class Said:
    """A timeline entry's words. `tone` is one of need, wait, done, risk, idle."""

    title: str
    text: str = ""
    tone: str = "idle"


def words(event: Event) -> Said:
    """What the event says; an unknown kind says its own name."""
    make = KINDS.get(event.kind)
    return make(event.detail) if make else Said(event.kind.replace("_", " ").capitalize())


def _built(detail: dict) -> Said:
    return Said("Built from the visit", f"{_amount(detail['billed'])} on {_count(detail['lines'], 'line')}, version {detail['version']}.")


def _scrubbed(detail: dict) -> Said:
    found = [_count(detail[name], name[:-1]) for name in ("errors", "warnings") if detail.get(name)]
    title = "Scrubbed: held" if detail.get("errors") else "Scrubbed: ready to send"
    return Said(title, f"{' and '.join(found).capitalize()}." if found else "", "need" if detail.get("errors") else "done")


def _held_by_scrub(detail: dict) -> Said:
    return _scrubbed(detail) if detail.get("errors") else Said("Scrubbed: on hold", "Nothing was found; a person holds it.", "need")


def _rebuilt(detail: dict) -> Said:
    changed = [Difference(path, "", "").label for path in detail.get("changed", [])]
    if detail.get("frequency") == VOID:
        return Said(f"Void asked for: version {detail['version']}", _sentence(detail.get("reason", "")), "need")
    text = f"Changed: {'; '.join(changed[:6])}{' and more' if len(changed) > 6 else ''}." if changed else "With the same content, under a new number."
    return Said(f"Built again: version {detail['version']}", text)


def _in_batch(detail: dict) -> Said:
    return Said(f"Put into batch {detail['interchange']}", "Its bytes are fixed.")


def _sent(detail: dict) -> Said:
    return Said(f"Sent in batch {detail['interchange']}", tone="wait")


def _answered(detail: dict) -> Said:
    """One 999, TA1, 277CA or 277, whether it moved the claim or not."""
    tone = _tone(detail)
    if detail.get("set") == "999":
        return Said("999: the batch was refused", _syntax(detail), tone)
    if detail.get("set") == "TA1":
        return Said(f"TA1: the file was refused ({detail['code']})", _sentence(detail.get("reason", "")) + _why(detail), tone)
    title = status_words.sentence(detail.get("category", ""), detail.get("code", ""), detail.get("entity", ""))
    more = "; ".join(status_words.sentence(*each) for each in detail.get("more", []))
    said = f"{detail.get('set', '')} {BY.get(detail.get('source', ''), '')}".strip()
    text = f"{said}, version {detail['version']}." if said and "version" in detail else ""
    return Said(title, " ".join(part for part in (text, f"Also: {more}." if more else "", _why(detail).strip()) if part), tone)


def _tone(detail: dict) -> str:
    if detail.get("why"):
        return "idle"
    if detail.get("set") in ("999", "TA1"):
        return "risk"
    family = detail.get("category", "")[:2]
    if family in ("A3", "A6", "A7", "A8", "F2"):
        return "risk"
    if family == "A2" or family[:1] == "F":
        return "done"
    return "need" if family[:1] in ("R", "D", "E") or family in ("P3", "P4", "A4") else "wait"


def _syntax(detail: dict) -> str:
    if detail.get("with_neighbour"):
        return "Another claim in it was wrong." + _why(detail)
    errors = "; ".join(detail.get("errors", []))
    return (f"Wrong: {errors}." if errors else "") + _why(detail)


def _why(detail: dict) -> str:
    said = WHY.get(detail.get("why", ""), "")
    return f" {said}" if said else ""


def _accepted_syntax(detail: dict) -> Said:
    return Said("999: the batch was accepted", "Its syntax is right; the claim itself was not read yet.", "done")


def _asked(_detail: dict) -> Said:
    return Said("Status asked (276)", tone="wait")


def _hold(detail: dict) -> Said:
    return Said("Put on hold", f"Until {_day(detail.get('until', ''))}.", "need")


def _waived(detail: dict) -> Said:
    return Said(f"Error waived: {detail['rule'].replace('_', ' ')}", _sentence(detail["reason"]), "need")


def _called(detail: dict) -> Said:
    spoken_to = f"Spoken to {detail['spoken_to']}" if detail.get("spoken_to") else ""
    promised = f"promised for {_day(detail['promised'])}" if detail.get("promised") else ""
    text = ", ".join(part for part in (spoken_to, promised) if part)
    return Said(f"Call, reference {detail['reference']}" if detail.get("reference") else "Call", _sentence(text), "wait")


def _remitted(detail: dict) -> Said:
    amounts = [f"{_amount(detail[name])} {said}" for name, said in EFFECTS.items() if detail.get(name)]
    tone = "risk" if detail.get("denied") else "done"
    text = f"{', '.join(amounts[1:])}. Trace {detail.get('trace', '')}.".lstrip(". ")
    return Said(f"Remittance: {amounts[0] if amounts else 'nothing decided'}", text, tone)


def _reversed(detail: dict) -> Said:
    back = f"{_amount(detail['returned'])} came back from the patient or the next payer. " if Decimal(detail.get("returned", "0")) else ""
    return Said(f"Reversed: {_amount(detail['taken_back'])} taken back", f"{back}Trace {detail.get('trace', '')}.", "risk")


def _takeback(detail: dict) -> Said:
    return Said(f"Takeback: {_amount(detail['taken_back'])}", f"Case {detail['overpayment']}: the claim is open again.", "risk")


def _earlier_reversed(detail: dict) -> Said:
    return Said("The payer before took its decision back", f"{_amount(detail['taken_back'])} less is owed here.", "wait")


def _voided(detail: dict) -> Said:
    return Said("Voided", WHY.get(detail.get("why", ""), ""))


def _open_amount_changed(detail: dict) -> Said:
    return Said("Open amount changed with the visit", f"From {_amount(detail['from'])} to {_amount(detail['to'])}.")


def _question_refused(detail: dict) -> Said:
    return Said("Status question refused", f"{detail.get('said', '')}. The claim itself is not touched by it.", "need")


def _expected_again(detail: dict) -> Said:
    changed = f"{_amount(detail['before'])} to {_amount(detail['after'])} on {_count(detail['lines'], 'line')}"
    return Said("Expected anew", f"The contract was corrected: {changed}. What was billed stays.")


def _written_off(detail: dict) -> Said:
    return Said(f"Written off: {_amount(detail['amount'])}", "What a denial left, with its reason there.", "idle")


def _share_moved(detail: dict) -> Said:
    return Said(f"Moved to the patient: {_amount(detail['amount'])}", "No payer is open on it any more.", "done")


def _next_payer(detail: dict) -> Said:
    return Said(f"Moved to the next payer: {_amount(detail['amount'])}", "Its claim is built from what was decided here.", "done")


def _no_next_payer(detail: dict) -> Said:
    return Said(f"No next payer is known for {_amount(detail['amount'])}", "The visit's order of payers names none.", "need")


def _earlier_decided(detail: dict) -> Said:
    return Said("The payer before decided again", f"{_amount(detail['amount'])} came on here.", "wait")


def _qmb(detail: dict) -> Said:
    return Said(f"Written off: {_amount(detail['amount'])}", "The patient is a qualified Medicare beneficiary and owes nothing.", "done")


KINDS: dict[str, Callable[[dict], Said]] = {
    "claim_built": _built, "claim_ready": _scrubbed, "claim_held": _held_by_scrub, "claim_rebuilt": _rebuilt, "claim_queued": _in_batch,
    "claim_sent": _sent, "claim_syntax_accepted": _accepted_syntax, "claim_answer": _answered, "claim_received": _answered,
    "claim_accepted": _answered, "claim_rejected": _answered, "claim_pending": _answered, "claim_records_asked": _answered,
    "claim_finalized": _answered, "claim_status_asked": _asked, "claim_question_refused": _question_refused,
    "claim_put_on_hold": _hold, "finding_waived": _waived, "claim_called": _called,
    "claim_voided": _voided, "claim_open_amount_changed": _open_amount_changed,
    "remittance_posted": _remitted, "claim_released": lambda _detail: Said("Hold ended"),
    "expected_again": _expected_again, "remittance_reversed": _reversed, "takeback_posted": _takeback,
    "earlier_payer_reversed": _earlier_reversed, "claim_written_off": _written_off,
    "patient_share_moved": _share_moved, "patient_share_waits": lambda _detail: Said("The patient's share waits", "A payer is still open.", "wait"),
    "next_payer_billed": _next_payer, "next_payer_unknown": _no_next_payer, "earlier_payer_decided": _earlier_decided, "qmb_written_off": _qmb,
    "crossover_given_up": lambda _detail: Said("The payer before did not send it on in time", "We bill this payer ourselves.", "need"),
    "claim_closed": lambda _detail: Said("Closed", "Nothing is open.", "done"),
}


def _amount(text: str) -> str:
    return f"{dollars(Decimal(text)):,.2f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _day(iso: str) -> str:
    year, _, rest = iso.partition("-")
    return f"{rest.replace('-', '/')}/{year}" if rest else iso


def _sentence(text: str) -> str:
    """Begins with a capital and ends with a stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""
