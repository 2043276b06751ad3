"""Panels that a higher room shows on a lower room's page, by URL (an htmx fragment)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """`url_name` takes the record's public id and answers a fragment. `order` sorts panels on the page."""

    key: str
    label: str
    url_name: str
    permission: str
    order: int = 100


_panels: dict[str, dict[str, Panel]] = {}


def register(page: str, panel: Panel) -> None:
    """Put `panel` on `page` ("patient", "encounter", "claim")."""
    _panels.setdefault(page, {})[panel.key] = panel


def on(page: str) -> list[Panel]:
    """The panels of a page, in order."""
    return sorted(_panels.get(page, {}).values(), key=lambda panel: (panel.order, panel.key))
