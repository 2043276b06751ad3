"""The same form sent twice creates once: the key was made when the form was opened, and remembers where the first answer led."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from config.shared import clock
from config.shared.models import IdempotencyKey


def new_key() -> str:
    """A key for a hidden field."""
    return uuid.uuid4().hex


def once(*, user: Any, route: str, key: str, create: Callable[[], str]) -> str:
    """Run `create` (which returns where to go) for the first request with this key; later ones get the same place.

    `create` and the key are one transaction: a failed creation leaves no key. Two requests at once wait for each other.
    """
    held = IdempotencyKey.objects.filter(user=user, route=route, key=key).values_list("location", flat=True)
    if key and (location := held.first()):
        return location
    try:
        with transaction.atomic():
            row = IdempotencyKey.objects.create(user=user, route=route, key=key or new_key(), location="", created_at=clock.now())
            row.location = create()
            row.save(update_fields=["location"])
            return row.location
    except IntegrityError:
        location = held.first()
        if location:
            return location
        raise
