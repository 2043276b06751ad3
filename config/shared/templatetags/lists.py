"""Tags of list pages: sortable heads, row ticks, the bulk bar, the walk. Registered into the one library by practice.py."""

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.shared.ui import marks, saved_views, text
from config.shared.ui.listing import Listing

# What a list control swaps: the whole middle of the page, so that head, chips, sums and panel agree; the URL goes along.
HX_PAGE = mark_safe('hx-target="#main" hx-select="#main" hx-swap="outerHTML show:none" hx-push-url="true"')


def hx_page() -> SafeString:
    return HX_PAGE


def sort(listing: Listing, key: str, label: str, cls: str = "") -> SafeString:
    """A column head that orders the list; a second press turns the order round."""
    link = listing.sort_link(key)
    aria = format_html(' aria-sort="{}"', link.direction) if link.direction else ""
    arrow = marks.icon("up" if link.direction == "ascending" else "down") if link.direction else ""
    return format_html(
        '<th scope="col"{}{}><a id="sort-{}" href="{}" hx-get="{}" {}>{}{}</a></th>',
        format_html(' class="{}"', cls) if cls else "", aria, key, link.url, link.url, HX_PAGE, label, arrow,
    )


def select(value, label: str, amount=None) -> SafeString:
    """The tick box of a row; the bulk bar counts it and adds its amount."""
    extra = format_html(' data-amount="{}"', amount) if amount is not None else ""
    return format_html('<input type="checkbox" name="ids" value="{}" form="bulk" aria-label="Select {}"{} data-select>', value, label, extra)


def select_all() -> SafeString:
    """The tick box in the head: every row of this page."""
    return mark_safe('<input type="checkbox" aria-label="Select every row of this page" data-select-all>')  # a constant of ours


def csv_link(listing: Listing) -> SafeString:
    return format_html('<a class="btn quiet" href="{}" download>{}CSV</a>', listing.csv_url, marks.icon("out", "sm"))


def view_tabs(context, listing: Listing) -> dict:
    """The saved views of this list, and the way to keep the present filters as one."""
    request = context["request"]
    return {"tabs": saved_views.tabs(request, listing), "new_url": saved_views.new_url(request, listing)}


def walk() -> SafeString:
    """Where this record stands in the list one came from; the script fills it, n and p walk."""
    return mark_safe('<span class="walk" data-walk hidden></span>')  # a constant of ours


def bulk(context, content, sum_label: str = "", preview: str = "") -> SafeString:
    """The bar over the foot of a list while rows are ticked; `preview` is a URL that says what a verb would skip."""
    component = context.template.engine.get_template("components/bulk.html")
    with context.push(content=content, sum_label=sum_label, preview=preview):
        return component.render(context)


def bulk_verb(label: str, url: str, key: str = "", primary: bool = False, dialog: bool = False) -> SafeString:
    """A verb for all ticked rows; "{n}" in the label becomes their number. `dialog`: it asks for something first."""
    shown = format_html(
        '<span data-bulk-label="{}">{}</span>', label, label.replace(" {n}", ""),
    )
    keys = format_html(' data-key="{}"', key) if key else ""
    opens = format_html(' hx-post="{}" hx-target="#dialog" hx-swap="innerHTML"', url) if dialog else ""
    return format_html(
        '<button class="btn{}" formaction="{}"{}{}>{} {}</button>', " primary" if primary else "", url, keys, opens, shown, marks.keys(key),
    )


def initials(person) -> str:
    """Two letters of a name."""
    words = str(person).split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else text.NONE


def counted(noun: str, count: int | str) -> str:
    """The noun of a list's rows, which is written in the plural, for this many of them ("1,000+" is many)."""
    if str(count) != "1":
        return noun
    return noun[:-2] if noun.endswith("ches") else noun[:-1]


def register_lists(register: Library) -> None:
    """Add the tags of this module to the library."""
    for tag in (hx_page, sort, select, select_all, csv_link, walk, bulk_verb):
        register.simple_tag(tag)
    register.simple_block_tag(bulk, takes_context=True)
    register.inclusion_tag("components/views.html", takes_context=True)(view_tabs)
    register.filter(initials)
    register.filter(counted)
