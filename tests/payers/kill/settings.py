"""The project's settings for processes that tests kill: the named steps of a delivery act."""

from config.settings import *  # noqa: F403

KILL_POINTS = True
