"""The fixtures of the stories."""

from tests.scenarios.world import own_time, practice, sandbox

__all__ = ["own_time", "practice", "sandbox"]
