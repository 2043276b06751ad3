"""Which tests run: `--full` adds the long ones, `--screens DIR` takes only those that draw screens, the long ones too, and keeps their pictures."""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("practice billing")
    group.addoption("--full", action="store_true", help="also run the long tests (marker full)")
    group.addoption("--screens", metavar="DIR", help="run only the tests that draw screens, and write the pictures there")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("screens"):
        _keep_only_screens(config, items)
    elif not config.getoption("full"):
        long_one = pytest.mark.skip(reason="a long one: bin/test --full")
        for item in items:
            if item.get_closest_marker("full"):
                item.add_marker(long_one)


def _keep_only_screens(config: pytest.Config, items: list[pytest.Item]) -> None:
    drawing = [item for item in items if "screens" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in drawing])
    items[:] = drawing


@pytest.fixture
def screens(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder for pictures: the one of --screens, else one that goes with the test."""
    chosen = request.config.getoption("screens")
    folder = request.config.invocation_params.dir / chosen if chosen else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder
