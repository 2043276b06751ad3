"""Did a payer send the claim on to the next one? Pure. Source: DOMAIN 0a.11; the remarks are RARCs."""

from collections.abc import Iterable

SENT_ON = frozenset({"MA18", "MA07", "N89"})
NOT_SENT_ON = frozenset({"MA19"})


def is_forwarded(stated: bool, remarks: Iterable[str]) -> bool:
    """Any one sign suffices (`stated`: status 19, 20 or 21, or a carrier named); the remark that it could not be sent on cancels them all."""
    said = set(remarks)
    return (stated or bool(said & SENT_ON)) and not said & NOT_SENT_ON
