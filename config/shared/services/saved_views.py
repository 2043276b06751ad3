"""Keeping the filters of a list under a name: one's own, or everybody's. Called by the saved-view pages."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import QueryDict

from config.shared.access import matrix
from config.shared.errors import DomainError
from config.shared.models import SavedView, User
from config.shared.permissions import EDIT_SETTINGS, allows

NOT_KEPT = ("after", "before", "format")
MOST = 1000


class NotAList(DomainError):
    """There is no such list, or the user may not enter it."""

    code = "not_a_list"
    message = "These filters belong to no list of yours."


class NameTaken(DomainError):
    """Two views of a list need two names."""

    code = "view_name_taken"
    message = "A view of this list has that name already."
    conflict = True


class NotYours(DomainError):
    """What everybody sees, an admin keeps."""

    code = "view_not_yours"
    message = "Views for everybody are kept by an admin."


def views_of(user: User, route: str) -> list[SavedView]:
    """The views of a list that the user sees: everybody's, then the own ones. One query."""
    rows = SavedView.objects.filter(Q(owner=user) | Q(owner__isnull=True), route=route, removed_at__isnull=True)
    return sorted(rows, key=lambda view: (view.owner_id is not None, view.position, view.name))


def default_of(views: list[SavedView]) -> SavedView | None:
    """The view that a list opens with: the own one before everybody's."""
    return next((view for view in reversed(views) if view.is_default), None)


@transaction.atomic
def save_view(*, user: User, route: str, query: str, name: str, everybody: bool, is_default: bool, at: datetime) -> SavedView:
    """Keep filters under a name. Raises NotAList, NotYours, NameTaken."""
    permission = matrix.permission_for(route, "GET")
    if permission is None or not allows(user, permission):
        raise NotAList()
    owner = None if everybody else user
    _check_keeper(user, owner)
    view = SavedView(owner=owner, route=route, name=name, query=kept(query), created_at=at)
    return _store(view, is_default)


@transaction.atomic
def change_view(view: SavedView, *, user: User, name: str, is_default: bool) -> SavedView:
    """Another name, or whether the list opens with it. Raises NotYours, NameTaken."""
    _check_keeper(user, view.owner)
    view.name = name
    return _store(view, is_default)


@transaction.atomic
def remove_view(view: SavedView, *, user: User, at: datetime) -> None:
    """Take it off the list; the row stays, so that it can come back. Raises NotYours."""
    _check_keeper(user, view.owner)
    view.removed_at, view.is_default = at, False
    view.save(update_fields=["removed_at", "is_default"])


@transaction.atomic
def restore_view(view: SavedView, *, user: User) -> None:
    """Bring a removed one back. Raises NotYours, NameTaken."""
    _check_keeper(user, view.owner)
    view.removed_at = None
    _store(view, is_default=False)


def kept(query: str) -> str:
    """The filters and the order of a list's URL, without where one stood in it. Raises NotAList where it is longer than any list's."""
    params = QueryDict(query, mutable=True)
    for key in NOT_KEPT:
        params.pop(key, None)
    if len(text := params.urlencode()) > MOST:
        raise NotAList()
    return text


def _check_keeper(user: User, owner: User | None) -> None:
    if owner != user and not (owner is None and allows(user, EDIT_SETTINGS)):
        raise NotYours()


def _store(view: SavedView, is_default: bool) -> SavedView:
    if is_default:
        SavedView.objects.filter(owner=view.owner, route=view.route, is_default=True).exclude(pk=view.pk).update(is_default=False)
    view.is_default = is_default
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise NameTaken() from error
    return view
