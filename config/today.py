"""Pages behind the right column of the home page: the column itself, deadlines, figures. What they show is in config.shared.ui."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from config.shared import clock
from config.shared.money import ZERO
from config.shared.registries import today as registry
from config.shared.registries.today import Month
from config.shared.services.record_access import record_list
from config.shared.ui import figures, today

ROWS = 100


def home_side(request: HttpRequest) -> HttpResponse:
    """Below "Start here": deadlines, arrivals, figures to come, payers and connections. A part of the home page."""
    day = clock.today()
    user = request.user
    return render(request, "home/side.html", {
        "chart": today.chart(user, day) if today.sees(user, registry.deadlines()) else None, "sees_arrivals": today.sees(user, registry.arrivals()),
        "arrived": today.arrived(user, day), "since": today.last_working_day(day),
        "health": today.health(user, clock.now()), "figures": figures.figures_of(user),
    })


def notices(request: HttpRequest) -> HttpResponse:
    """The notices of the frame, asked for again and again while there are any. A part of every page."""
    return render(request, "components/notices.html")


def deadline_list(request: HttpRequest) -> HttpResponse:
    """The deadlines of the next two weeks, or of one day of them."""
    first, last = today.span(clock.today())
    day = _day(request.GET.get("day", ""))
    rows = today.deadline_list(request.user, day or first, day or last)
    record_list(request, {row.patient_id for row in rows if row.patient_id}, {"list": "deadlines", "day": str(day or "")})
    return render(request, "home/deadlines.html", {
        "rows": rows, "day": day, "amount": sum((row.amount for row in rows), ZERO), "most": today.MOST, "workplace": "today",
    })


def figure_list(request: HttpRequest) -> HttpResponse:
    """All figures: a section of the home page, and a page of its own."""
    shown = figures.load(request.user, clock.today())
    template = "home/figures_part.html" if getattr(request, "htmx", False) else "home/figures.html"
    return render(request, template, {"shown": shown, "workplace": "today"})


def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: how it is made, its months, and the records behind one of them."""
    shown = next((each for each in figures.load(request.user, clock.today()) if each.figure.key == key), None)
    if shown is None:
        raise Http404
    month = _month(shown, request.GET.get("month", ""))
    rows = shown.figure.rows(month, ROWS)
    record_list(request, {row.patient_id for row in rows if row.patient_id}, {"figure": key, "month": str(month.first)})
    return render(request, "home/figure.html", {"shown": shown, "month": month, "rows": rows, "limit": ROWS, "workplace": "today"})


def _day(text: str) -> date | None:
    """A day of the next two weeks."""
    first, last = today.span(clock.today())
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and first <= day <= last else None


def _month(shown: figures.Shown, text: str) -> Month:
    """The month that the URL names, else the present one."""
    return next((month for month in shown.months if f"{month.first:%Y-%m}" == text), shown.now)
