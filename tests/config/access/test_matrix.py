"""Deny by default (invariant 8): every route, GET and POST, every role and nobody, with real objects."""

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
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


def url_of(route: str) -> str:
    if route in OBJECTS:
        return reverse(route, kwargs=OBJECTS[route]())
    return reverse(route)


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


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_lets_in_whom_the_matrix_names_and_nobody_else(route):
    base()
    url = url_of(route)
    users = {role: UserFactory(role=role) for role in Role}
    wrong = [found for method in ("GET", "POST") for role in CAST if (found := verdict(route, url, method, role, users))]

    assert wrong == []


def verdict(route: str, url: str, method: str, role: str | None, users: dict) -> str:
    """What is wrong with the answer that a role gets; "" where it is as the matrix says."""
    permission = matrix.permission_for(route, method)
    response = attempt(url, method, users.get(role))
    close(response)
    if permission == permissions.PUBLIC:  # its view may still lead to the login page
        return f"{method} {route} is public and refuses {role or 'nobody'}" if response.status_code == 403 else ""
    allowed = role is not None and permission in ROLE_PERMISSIONS[role]
    return "" if refused(response, role) != allowed else f"{method} {route} as {role or 'nobody'}: {response.status_code}"


def attempt(url: str, method: str, user):
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client.get(url) if method == "GET" else client.post(url)


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
