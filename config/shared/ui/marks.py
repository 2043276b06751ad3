"""Small drawings as HTML: shapes, icons, badges, ages and deadlines. Called by the template tags for every row of every list.

Built with format_html rather than templates because a list draws hundreds. Invariant: a drawing is hidden from a screen reader
and has its word beside it.
"""

from datetime import date, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.shared.ui import text
from config.shared.ui.statuses import Status

SOON_DAYS = 14
NOW_DAYS = 4
DASH = format_html('<span class="zero">{}</span>', text.NONE)


def icon(name: str, size: str = "") -> SafeString:
    """A line icon of the sprite; `size` "sm" for 14 px."""
    return format_html('<svg class="i{}" aria-hidden="true"><use href="#i-{}"/></svg>', f" {size}" if size else "", name)


def shape(name: str, tone: str = "") -> SafeString:
    """A shape of meaning: need, wait, done, risk, idle, half, hold, flag, dot."""
    return format_html('<svg class="mk{}" aria-hidden="true"><use href="#mk-{}"/></svg>', f" {tone}" if tone else "", name)


def status(state: Status) -> SafeString:
    """Shape and word without ground, for rows."""
    return format_html('<span class="st {}">{}{}</span>', state.tone, shape(state.mark), state.word)


def badge(state: Status) -> SafeString:
    """Shape and word on a tint, once in a head."""
    return format_html('<span class="badge {}">{}{}</span>', state.tone, shape(state.mark), state.word)


def amount(value) -> SafeString:
    """An amount for a cell: quiet zero, true minus."""
    if value is None or value == "":
        return DASH
    words = text.usd(value)
    kind = " zero" if words == "0.00" else " neg" if words.startswith(text.MINUS) else ""
    return format_html('<span class="amt{}">{}</span>', kind, words)


def difference(value) -> SafeString:
    """An amount that was added or taken, with its sign: quiet zero, true minus."""
    shown = amount(value)
    return format_html('<span class="amt">+{}</span>', text.usd(value)) if value and value > 0 else shown


def age(value: date | datetime | None) -> SafeString:
    """Four bars and the days: one bar to 30 days, two to 60, three to 90, four and amber beyond."""
    if value is None:
        return DASH
    old = text.days_since(value)
    bars = 1 + (old > 30) + (old > 60) + (old > 90)
    kind = {3: " old", 4: " oldest"}.get(bars, "")
    return format_html('<span class="age{}"><svg aria-hidden="true"><use href="#age-{}"/></svg>{}</span>', kind, bars, text.age(value))


def due(value: date | datetime | None, long: bool = False) -> SafeString:
    """A deadline: plain beyond 14 days, a flag and amber to 14, red to 4 and past it."""
    if value is None:
        return DASH
    left = -text.days_since(value)
    urgency = "far" if left > SOON_DAYS else "soon" if left > NOW_DAYS else "now"
    words = f"{-left:,} d late" if left < 0 else text.days(left)
    if long:
        words = f"{text.day(value)}, {words}"
    flag = "" if urgency == "far" else mark_safe('<svg aria-hidden="true"><use href="#mk-flag"/></svg>')  # a constant of ours
    return format_html('<span class="due {}">{}{}</span>', urgency, flag, words)


def avatar(user, viewer=None) -> SafeString:
    """A disc with initials; filled for oneself, dashed for nobody."""
    if user is None or not getattr(user, "is_authenticated", True):
        return mark_safe('<span class="avatar none" role="img" aria-label="Nobody"></span>')  # a constant of ours
    me = " me" if viewer is not None and user.pk == viewer.pk else ""
    return format_html('<span class="avatar{}" role="img" aria-label="{}" title="{}">{}</span>', me, user, user, user.initials)


def keys(combination: str) -> SafeString:
    """A key as the page names it: "Ctrl Enter" becomes Ctrl ↵."""
    shown = combination.replace("Ctrl Enter", "Ctrl ↵")
    return format_html('<kbd aria-hidden="true">{}</kbd>', shown) if combination else mark_safe("")
