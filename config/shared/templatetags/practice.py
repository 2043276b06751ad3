"""The tags and filters of every page: amounts, dates, states, fields. A builtin library, so templates need no load.

Each is a thin name for a function of config.shared.ui; tags that hold other markup are in config.shared.templatetags.blocks.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.shared.templatetags.blocks import register_blocks
from config.shared.templatetags.lists import register_lists
from config.shared.ui import charts, forms, marks, statuses, text
from config.shared.ui.statuses import Status

register = template.Library()
register_blocks(register)
register_lists(register)

# ---- amounts and dates ----
register.filter("usd", marks.amount)
register.filter("usd_signed", marks.difference)
register.filter("number", text.number)
register.filter("signed_percent", text.percent)


@register.filter
def usd_text(amount) -> str:
    """An amount as plain text, for a sentence or an attribute."""
    return text.NONE if amount is None else text.usd(amount)


@register.filter
def whole_usd(amount) -> str:
    """Whole dollars, for the home grid."""
    return text.whole_usd(amount or 0)


@register.filter
def rate(price) -> str:
    """A unit price: two to four decimals."""
    return text.NONE if price is None else text.rate(price)


@register.filter
def day(value) -> str:
    """11/23/2026; a dash for no date."""
    return text.day(value) if value else text.NONE


@register.filter
def at(value) -> str:
    """11/23/2026 9:41 AM; a dash for no moment."""
    return text.moment(value) if value else text.NONE


@register.filter("age")
def age_text(value) -> str:
    """18 d."""
    return text.age(value) if value else text.NONE


@register.filter
def day_age(value) -> str:
    """11/23/2026 · 18 d."""
    return f"{text.day(value)} · {text.age(value)}" if value else text.NONE


@register.filter
def segment(raw, mark="") -> SafeString:
    """An X12 segment with its id in bold and the element that matters marked."""
    name, star, rest = str(raw).partition("*")
    before, found, after = rest.partition(str(mark)) if mark else (rest, "", "")
    marked = format_html("<mark>{}</mark>", found) if found else ""
    return format_html("<b>{}</b>{}{}{}{}", name, star, before, marked, after)


# ---- states and drawings ----
register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.shape, name="mk")
register.simple_tag(marks.age, name="age")
register.simple_tag(marks.due, name="due")
register.simple_tag(marks.keys, name="key")


@register.simple_tag
def status_badge(kind: str, value: str) -> SafeString:
    """A registered state as shape and word, for rows."""
    return marks.status(statuses.get(kind, value))


@register.simple_tag
def badge(kind: str, value: str) -> SafeString:
    """A registered state on its tint, once in a head."""
    return marks.badge(statuses.get(kind, value))


@register.simple_tag
def mark(word: str, tone: str, shape: str = "", tinted: bool = False) -> SafeString:
    """A state that no record has: a count, a check of a form."""
    state = Status(word, tone, shape)
    return marks.badge(state) if tinted else marks.status(state)


@register.simple_tag(takes_context=True)
def avatar(context, user) -> SafeString:
    """Who owns it: me, another, nobody."""
    return marks.avatar(user, getattr(context.get("request"), "user", None))


@register.filter
def words(sentence: str) -> list[str]:
    """The words of a text, to loop over."""
    return sentence.split()


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(parts, thin: bool = False) -> dict:
    """Where an amount is, as one bar; put a legend or figures beside it."""
    parts = charts.as_parts(parts)
    words = ", ".join(f"{part.label} {text.usd(part.amount)}" for part in parts)
    return {"segments": charts.segments(parts), "words": words, "thin": thin}


@register.inclusion_tag("components/legend.html")
def legend(parts) -> dict:
    """The parts of a bar with their amounts."""
    return {"parts": charts.as_parts(parts)}


@register.simple_tag
def spark(values, words: str) -> SafeString:
    """A trend line; `words` says it for those who don't see it."""
    line = charts.polyline(list(values))
    return format_html('<svg class="spark" viewBox="0 0 72 20" role="img" aria-label="{}"><polyline class="ln" points="{}"/></svg>', words, line)


@register.inclusion_tag("components/progress.html")
def progress_bar(done: int, total: int, label: str, note: str = "you may leave") -> dict:
    """How many of how many."""
    return {"done": done, "total": total, "label": label, "note": note}


# ---- forms ----
@register.simple_tag
def control(bound, label: str = "", classes: str = "", focus: bool = False) -> SafeString:
    """A field's control alone, for a cell one types into."""
    return forms.control(bound, label=label, classes=classes, focus=focus)


@register.inclusion_tag("forms/field.html")
def field(bound, span: str = "", label: str = "", hint: str = "", classes: str = "", focus: bool = False) -> dict:
    """Label, control, hint and error of one field; `span` is its width in the grid (c1 to c12)."""
    bound.help_text = hint or bound.help_text
    return {
        "field": bound, "span": span, "label": label or bound.label, "classes": classes, "focus": focus,
        "check": forms.is_check(bound), "group": forms.is_group(bound),
    }


@register.inclusion_tag("forms/errors.html")
def form_errors(form) -> dict:
    """What is wrong with the form as a whole."""
    return {"errors": form.non_field_errors()}
