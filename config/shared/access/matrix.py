"""The permission matrix: `routes.csv` beside this file, one line per route and method.

Columns: route (the URL's full name, "app:name"), methods (separated by a blank), permission (config.shared.permissions). A route
without a line is denied to everybody.
"""

import csv
from functools import lru_cache
from pathlib import Path

from config.shared import permissions

FILE = Path(__file__).with_name("routes.csv")


@lru_cache(maxsize=1)
def load() -> dict[tuple[str, str], str]:
    """The matrix as {(route, method): permission}. Raises ValueError for an unknown permission or a doubled line."""
    matrix: dict[tuple[str, str], str] = {}
    with FILE.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for method in row["methods"].split():
                _add(matrix, row["route"], method, row["permission"])
    return matrix


def permission_for(route: str, method: str) -> str | None:
    """The permission that a request needs, or None where the route is not listed."""
    return load().get((route, "GET" if method in {"HEAD", "OPTIONS"} else method))


def _add(matrix: dict[tuple[str, str], str], route: str, method: str, permission: str) -> None:
    if permission not in permissions.ALL:
        raise ValueError(f"{route}: unknown permission {permission}")
    if (route, method) in matrix:
        raise ValueError(f"{route} {method} stands twice")
    matrix[(route, method)] = permission
