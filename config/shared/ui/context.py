"""What the frame around every page needs: the rail, recent records, waiting toasts, the practice's name.

Named in settings as a context processor. Lazy: a fragment that shows no frame costs no query.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse

from config.shared.registries.notices import Notice, standing
from config.shared.ui import navigation, recent, toasts

_brand: Callable[[], str] | None = None


def register_brand(name: Callable[[], str]) -> None:
    """Let the room that knows the practice say its name; an empty answer gives the product's own."""
    global _brand
    _brand = name


@dataclass(frozen=True)
class Frame:
    """Read by base.html; each part is computed when the template asks for it."""

    request: Any

    @cached_property
    def named(self) -> str:
        """The practice's own name, or nothing."""
        return _brand() if _brand else ""

    @property
    def brand(self) -> str:
        return self.named or "Practice billing"

    @cached_property
    def recent(self) -> list[recent.Recent]:
        return recent.recent(self.request)

    @cached_property
    def toasts(self) -> list[toasts.Toast]:
        return toasts.waiting(self.request)

    @cached_property
    def notices(self) -> list[Notice]:
        """What everybody should know just now; nobody who is not signed in."""
        user = getattr(self.request, "user", None)
        return standing() if user is not None and user.is_authenticated and self.notices_url else []

    @cached_property
    def notices_url(self) -> str:
        """Where the notices are asked for again."""
        return _url("notices")

    @cached_property
    def search_url(self) -> str:
        """The search box's URL, or nothing where no search is built."""
        return _url("search")

    def rail(self, workplace: str = "") -> list[navigation.RailItem]:
        """The workplaces of this user."""
        user = getattr(self.request, "user", None)
        return navigation.rail(user, self.request.path, workplace) if user is not None else []


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def frame(request) -> dict[str, Any]:
    """Context processor: `frame`, and the bases that make one template serve as page and as fragment."""
    fragment = bool(getattr(request, "htmx", False))
    return {"frame": Frame(request), "dialog_base": "layouts/dialog.html" if fragment else "layouts/dialog_page.html"}
