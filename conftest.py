"""Loads the wiring of the tests: what each plugin does stands at its top. tests/plugins/servers.py is loaded first, by pytest.ini."""

pytest_plugins = [
    "tests.plugins.network",
    "tests.plugins.selection",
    "tests.plugins.browser",
    "tests.plugins.project",
    "tests.plugins.ledger",
    "tests.plugins.clearing",
]
