"""Pages of the frame itself: home and the living style page. What belongs to an app lives in that app's views."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from config.shared import clock
from config.shared.ui import navigation, queue_grid, samples


def home(request) -> HttpResponse:
    """Where one starts: the grid of the queues one works, else the first workplace one may enter."""
    rows = queue_grid.load(request.user)
    landing = navigation.landing(request.user)
    if not rows and landing and landing != request.path:
        return redirect(landing)
    start = queue_grid.start_here(request.user)
    late = sum(1 for row in rows for cell in row.cells if cell.lateness)
    return render(request, "home.html", {
        "rows": rows, "start": start, "late": late, "waits": any(row.everybody.count for row in rows), "today": clock.today(), "workplace": "today",
    })


def style_page(request) -> HttpResponse:
    """Every component in its states; what is not here is not used."""
    return render(request, "style.html", {"workplace": "settings", **samples.for_style_page(request)})
