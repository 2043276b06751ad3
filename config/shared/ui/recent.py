"""The records a user opened last, for the rail. Kept in the server's session: a label may name a patient.

Called by record pages and by the frame. Invariant: at most five, newest first, each record once.
"""

from dataclasses import dataclass

KEY = "recent"
KEPT = 5


@dataclass(frozen=True, slots=True)
class Recent:
    label: str
    url: str


def remember(request, *, label: str, url: str) -> None:
    """Put a record on top of the user's recent ones."""
    before = request.session.get(KEY, [])
    now = [[label, url], *(entry for entry in before if entry[1] != url)][:KEPT]
    if now != before:
        request.session[KEY] = now


def recent(request) -> list[Recent]:
    """The user's recent records, newest first."""
    session = getattr(request, "session", None)
    return [Recent(label, url) for label, url in session.get(KEY, [])] if session is not None else []
