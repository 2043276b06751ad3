"""Tags that hold other markup: cards, findings, timelines, verbs. Registered into the one library by practice.py.

Each gives its own text and its content to a template in config/templates/components.
"""

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.shared.ui import marks


def _render(context, part: str, /, **values) -> SafeString:
    """A component with the page's request and CSRF token, and nothing else of the page."""
    component = context.template.engine.get_template(f"components/{part}.html")
    with context.push(**values):
        return component.render(context)


def crumb(label: str, url: str) -> SafeString:
    """The way back to the list this record came from."""
    return format_html('<span class="crumb"><a href="{}">{}</a>{}</span>', url, label, marks.icon("chev", "sm"))


def facts(content) -> SafeString:
    return format_html('<div class="facts">{}</div>', content)


def fact(label: str, value, sub="", href: str = "", money: bool = False) -> SafeString:
    """One thing that one reads aloud on the phone."""
    shown = format_html('<a class="link" href="{}">{}</a>', href, value) if href else value
    below = format_html('<dd class="sub">{}</dd>', sub) if sub else ""
    return format_html('<dl class="fact{}"><dt>{}</dt><dd>{}</dd>{}</dl>', " money" if money else "", label, shown, below)


def card(context, content, title: str, more="", flush: bool = False, level: int = 2) -> SafeString:
    return _render(context, "card", content=content, title=title, more=more, flush=flush, level=level)


def sec(context, content, title: str, more="", level: int = 3) -> SafeString:
    """A part of a side panel."""
    return _render(context, "sec", content=content, title=title, more=more, level=level)


def finding(context, content, title: str, tone: str = "risk", why="", src="", amount="") -> SafeString:
    """A problem with its fix in it: risk for an error, need for a warning, done for fixed."""
    return _render(context, "finding", content=content, title=title, tone=tone, why=why, src=src, amount=amount)


def notice(content, tone: str = "wait") -> SafeString:
    """States a fact."""
    return format_html('<div class="notice {}">{}<span>{}</span></div>', tone, marks.shape(tone, tone), content)


def empty(context, content, title: str, icon: str = "") -> SafeString:
    """Says what would be here, and what to do."""
    return _render(context, "empty", content=content, title=title, icon=icon)


def timeline(content) -> SafeString:
    return format_html('<ol class="tl">{}</ol>', content)


def entry(context, content, title: str, tone: str = "idle", when=None, by: str = "", shape: str = "") -> SafeString:
    """One thing that happened; the newest stands first."""
    return _render(context, "entry", content=content, title=title, tone=tone, when=when, by=by, shape=shape or tone)


def evidence(context, content, label: str, open: bool = False) -> SafeString:
    """What proves an entry, closed unless it explains the present state."""
    return _render(context, "evidence", content=content, label=label, open=open)


def verbs(content) -> SafeString:
    return format_html('<div class="verbs" role="group" aria-label="Verbs">{}</div>', content)


def verb(context, label: str, **options) -> SafeString:
    """What one can do with the record, with its key and, in five words, what it will do."""
    return _render(context, "verb", label=label, **(_ACTION | options))


def button(context, label: str, **options) -> SafeString:
    """A button or a link that looks like one; the same options as a verb, and `quiet`, `icon`, `big`."""
    return _render(context, "button", label=label, **(_ACTION | options))


_ACTION = {
    "key": "", "hint": "", "url": "", "primary": False, "method": "get", "dialog": False, "danger": False, "form": "", "quiet": False,
    "icon": "", "big": False, "disabled": False, "name": "", "value": "",
}


def register_blocks(register: Library) -> None:
    """Add the tags of this module to the library."""
    for tag in (crumb, fact):
        register.simple_tag(tag)
    for tag in (verb, button):
        register.simple_tag(tag, takes_context=True)
    for block in (facts, notice, timeline, verbs):
        register.simple_block_tag(block)
    for block in (card, sec, finding, empty, entry, evidence):
        register.simple_block_tag(block, takes_context=True)
