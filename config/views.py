"""Pages of the frame itself: home and the living style page. What belongs to an app lives in that app's views."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from config.shared import clock
from config.shared.services import work_undo
from config.shared.ui import navigation, queue_grid, samples, today
from config.shared.ui.toasts import toast


def home(request) -> HttpResponse:
    """Where one starts: the grid of the queues one works, else the first workplace one may enter."""
    rows = queue_grid.load(request.user)
    landing = navigation.landing(request.user)
    if not rows and landing and landing != request.path:
        return redirect(landing)
    start = today.start_here(request.user)
    late = sum(1 for row in rows for cell in row.cells if cell.lateness)
    return render(request, "home.html", {
        "rows": rows, "start": start, "late": late, "waits": any(row.everybody.count for row in rows), "today": clock.today(), "workplace": "today",
    })


@require_POST
def undo_work(request, token) -> HttpResponse:
    """The toast's undo of assigning or snoozing many: back to the list one came from."""
    count = work_undo.undo(str(token), actor=request.user)
    if count is None:
        raise Http404
    toast(request, f"Undone for {count}.")
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return redirect(came_from if safe else "home")


def style_page(request) -> HttpResponse:
    """Every component in its states; what is not here is not used."""
    return render(request, "style.html", {"workplace": "settings", **samples.for_style_page(request)})
