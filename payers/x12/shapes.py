"""The small shapes of the JSON: text or None, money, quantity, date, party, finding. Called by `inspection` only."""

from payers.x12.values import plain, two_decimals


def text(value):
    """Text, or None where there is none."""
    return value or None


def amount(value):
    """Money with two decimals, or None where there is none."""
    return None if value is None else two_decimals(value)


def quantity(value):
    """Decimal text, or None where there is none."""
    return None if value is None else plain(value)


def iso(value):
    """YYYY-MM-DD, or None."""
    return value.isoformat() if value else None


def party(value):
    """{name, first, id_qualifier, id}, or None where there is no party."""
    if value is None or not (value.name or value.first or value.id):
        return None
    return {"name": text(value.name), "first": text(value.first), "id_qualifier": text(value.id_qualifier), "id": text(value.id)}


def finding(value):
    """A Finding with its seven keys."""
    return {
        "severity": value.severity,
        "code": value.code,
        "loop": text(value.loop),
        "segment": text(value.segment),
        "segment_number": value.segment_number or None,
        "element": text(value.element),
        "message": value.message,
    }


def adjustment(value):
    """One CAS triplet."""
    return {"group": text(value.group), "reason": text(value.reason), "amount": amount(value.amount), "quantity": quantity(value.quantity)}
