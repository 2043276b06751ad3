"""Says what was just done, with a way to undo it. Called by views after a verb; shown once, by the next page or fragment.

Rides on Django's messages; the undo URL travels in the message's tags. Keep patients' names out of the text.
"""

from dataclasses import dataclass

from django.contrib import messages

UNDO = "undo:"


@dataclass(frozen=True, slots=True)
class Toast:
    """`undo_url` takes a POST; empty where nothing can be undone."""

    text: str
    undo_url: str = ""
    failed: bool = False


def toast(request, text: str, *, undo_url: str = "", failed: bool = False) -> None:
    """Confirm a verb. `failed` for a verb that was refused outside a form."""
    level = messages.ERROR if failed else messages.SUCCESS
    messages.add_message(request, level, text, extra_tags=UNDO + undo_url if undo_url else "", fail_silently=True)


def waiting(request) -> list[Toast]:
    """The toasts that were not shown yet; asking for them takes them off the list."""
    return [_read(message) for message in messages.get_messages(request)]


def _read(message) -> Toast:
    tags = message.extra_tags or ""
    undo_url = tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
    return Toast(str(message), undo_url, message.level >= messages.ERROR)
