"""Which word, tone and shape a state has on a page. Apps register their states in AppConfig.ready().

Tone says whose turn it is: need (yours), wait (somebody else's), done, risk (money at risk), idle (nobody's). A shape goes with
it, so that no state is told by colour alone. Invariant: a state that no app registered is an error, not a grey word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

TONES = frozenset({"need", "wait", "done", "risk", "idle"})
SHAPES = TONES | {"half", "hold", "flag", "dot"}


@dataclass(frozen=True, slots=True)
class Status:
    """`word` as a biller says it; `shape` is the tone's own unless given ("half" for partly, "hold" for on hold)."""

    word: str
    tone: str
    shape: str = ""

    def __post_init__(self) -> None:
        if self.tone not in TONES or (self.shape and self.shape not in SHAPES):
            raise ValueError(f"{self.word}: unknown tone or shape {self.tone} {self.shape}")

    @property
    def mark(self) -> str:
        """The shape that is drawn."""
        return self.shape or self.tone


_statuses: dict[str, dict[str, Status]] = {}


def register(kind: str, words: Mapping[str, Status]) -> None:
    """Add the states of a kind of record; a state given twice must be the same."""
    known = _statuses.setdefault(kind, {})
    for value, status in words.items():
        if known.setdefault(str(value), status) != status:
            raise ValueError(f"{kind} {value} is registered differently")


def get(kind: str, value: str) -> Status:
    """The look of one state. Raises ValueError where no app registered it."""
    try:
        return _statuses[kind][str(value)]
    except KeyError:
        raise ValueError(f"no status is registered for {kind} {value!r}") from None
