"""Deny by default (invariant 8): every route, GET and POST, every role and nobody, with real objects."""

from collections.abc import Callable

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from config.shared import permissions
from config.shared.access import matrix
from config.shared.invariants import route_names, routes_are_listed
from config.shared.permissions import ROLE_PERMISSIONS, Role
from tests.config.access.world import OBJECTS, base
from tests.factories.shared import UserFactory

CAST = [None, *Role]
ROUTES = sorted(set(route_names()))
LOGIN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def by_object() -> list[tuple[Callable[[], dict] | None, list[str]]]:
    """Routes that name the same object, so that it is made once."""
    found: dict[Callable[[], dict] | None, list[str]] = {}
    for route in ROUTES:
        found.setdefault(OBJECTS.get(route), []).append(route)
    return list(found.items())


def has_arguments(route: str) -> bool:
    resolver = get_resolver()
    *spaces, name = route.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return any(parameters for _, parameters in (possibility[0][0] for possibility in resolver.reverse_dict.getlist(name)))


def test_every_route_stands_in_the_matrix_and_every_line_names_a_route():
    assert routes_are_listed().broken == []


def test_every_route_with_arguments_has_an_object_to_try():
    assert [route for route in ROUTES if has_arguments(route) and route not in OBJECTS] == []


@pytest.mark.parametrize(("make", "routes"), by_object(), ids=lambda value: value[0] if isinstance(value, list) else "")
def test_a_route_lets_in_whom_the_matrix_names_and_nobody_else(make, routes):
    base()
    kwargs = make() if make else {}
    clients = {None: Client(raise_request_exception=False)} | {role: client_of(UserFactory(role=role)) for role in Role}
    urls = {route: reverse(route, kwargs=kwargs) for route in routes}
    wrong = [found for route in routes for method in ("GET", "POST") for role in CAST if (found := verdict(route, urls[route], method, role, clients))]

    assert wrong == []


def client_of(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def verdict(route: str, url: str, method: str, role: str | None, clients: dict) -> str:
    """What is wrong with the answer that a role gets; "" where it is as the matrix says. What the page did is undone."""
    permission = matrix.permission_for(route, method)
    held = dict(clients[role].cookies)
    with transaction.atomic():
        response = clients[role].get(url) if method == "GET" else clients[role].post(url)
        close(response)
        transaction.set_rollback(True)
    clients[role].cookies.clear()
    clients[role].cookies.update(held)
    if permission == permissions.PUBLIC:  # its view may still lead to the login page
        return f"{method} {route} is public and refuses {role or 'nobody'}" if response.status_code == 403 else ""
    allowed = role is not None and permission in ROLE_PERMISSIONS[role]
    return "" if refused(response, role) != allowed else f"{method} {route} as {role or 'nobody'}: {response.status_code}"


def close(response) -> None:
    """Close its files without the signal on which Django closes the test's database connection."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def refused(response, role: str | None) -> bool:
    """Nobody is sent to the login page; a role without the permission gets 403. A method that a page lacks is its own refusal."""
    if role is None:
        return (response.status_code == 302 and response.url.startswith(LOGIN)) or response.status_code in (401, 403)
    return response.status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_a_user_who_was_deactivated_holds_nothing(role, client):
    user = UserFactory(role=role, is_active=False)

    assert not any(user.may(permission) for permission in permissions.ALL - {permissions.PUBLIC})


def test_an_unlisted_route_is_closed_to_the_admin(client, monkeypatch):
    monkeypatch.setattr(matrix, "permission_for", lambda *_: None)
    client.force_login(UserFactory(role=Role.ADMIN))

    assert client.get(reverse("home")).status_code == 403
