"""Pages that keep the filters of a list under a name. Dialogs; without script pages of their own."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import SavedView
from config.shared.permissions import EDIT_SETTINGS, allows
from config.shared.services import saved_views
from config.shared.ui.htmx import done
from config.shared.ui.saved_views import ALL
from config.shared.ui.toasts import toast


class ViewForm(forms.Form):
    """The name of a view, and whether the list opens with it."""

    name = forms.CharField(label="Name", max_length=40, widget=forms.TextInput({"autocomplete": "off"}))
    is_default = forms.BooleanField(label="The list opens with it", required=False)


class NewViewForm(ViewForm):
    """`route` and `query` are the list and its filters."""

    everybody = forms.BooleanField(label="For everybody", required=False)
    route = forms.CharField(max_length=120, widget=forms.HiddenInput)
    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)


def new(request: HttpRequest) -> HttpResponse:
    """Give the present filters of a list a name."""
    if request.method != "POST":
        form = _form(NewViewForm, request, initial={key: request.GET.get(key, "") for key in ("route", "query")})
        return _show(request, form, "Keep these filters", "Keep")
    form = _form(NewViewForm, request, request.POST)
    if form.is_valid():
        try:
            view = saved_views.save_view(
                user=request.user, route=form.cleaned_data["route"], query=form.cleaned_data["query"], name=form.cleaned_data["name"],
                everybody=form.cleaned_data.get("everybody", False), is_default=form.cleaned_data["is_default"], at=clock.now(),
            )
            toast(request, f"Kept as {view.name}.")
            return done(request, _url(view))
        except DomainError as error:
            form.add_error(None, str(error))
    return _show(request, form, "Keep these filters", "Keep", status=422)


def edit(request: HttpRequest, public_id) -> HttpResponse:
    """Another name, the default, or away with it."""
    view = _find(request, public_id)
    if request.method != "POST":
        return _show(request, _form(ViewForm, request, initial={"name": view.name, "is_default": view.is_default}), f"View {view.name}", "Save", view)
    form = _form(ViewForm, request, request.POST)
    try:
        if "remove" in request.POST:
            return _remove(request, view)
        if form.is_valid():
            saved_views.change_view(view, user=request.user, **form.cleaned_data)
            toast(request, f"Kept as {view.name}.")
            return done(request, _url(view))
    except DomainError as error:
        form.add_error(None, str(error))
    return _show(request, form, f"View {view.name}", "Save", view, status=422)


@require_POST
def restore(request: HttpRequest, public_id) -> HttpResponse:
    """Undo of removing."""
    view = _find(request, public_id, removed=True)
    try:
        saved_views.restore_view(view, user=request.user)
    except DomainError as error:
        toast(request, str(error), failed=True)
    return redirect(_url(view))


def _remove(request: HttpRequest, view: SavedView) -> HttpResponse:
    saved_views.remove_view(view, user=request.user, at=clock.now())
    toast(request, f"{view.name} removed.", undo_url=reverse("saved_view_restore", args=[view.public_id]))
    return done(request, f"{reverse(view.route)}?{ALL}")


def _form(kind: type[ViewForm], request: HttpRequest, *args, **kwargs) -> ViewForm:
    """Only an admin keeps views for everybody."""
    form = kind(*args, auto_id="dialog_%s", **kwargs)
    if not allows(request.user, EDIT_SETTINGS):
        form.fields.pop("everybody", None)
    return form


def _find(request: HttpRequest, public_id, removed: bool = False) -> SavedView:
    """A view that the user sees; everybody's is an admin's to keep."""
    view = SavedView.objects.select_related("owner").filter(public_id=public_id, removed_at__isnull=not removed).first()
    if view is None or view.owner not in (None, request.user):
        raise Http404
    return view


def _url(view: SavedView) -> str:
    try:
        return f"{reverse(view.route)}?{view.query or ALL}"
    except NoReverseMatch:
        return reverse("home")


def _show(request: HttpRequest, form: ViewForm, title: str, button: str, view: SavedView | None = None, status: int = 200) -> HttpResponse:
    may = view is None or view.owner == request.user or allows(request.user, EDIT_SETTINGS)
    return render(request, "home/saved_view.html", {
        "form": form, "title": title, "button": button, "view": view, "may": may, "workplace": "today",
    }, status=status)
