"""The one base of everything that can be wrong in the domain.

A service raises a subclass named as the fact (`TimelyFilingExpired`). `code` is stable snake_case and part of the API;
`context` holds ids and amounts, never names or birth dates. Adapters turn it into a form error (422) or a conflict (409).
"""

from typing import Any, ClassVar


class DomainError(Exception):
    """A rule of the domain refuses the request.

    `code`: stable identifier. `message`: one sentence for the user, formatted with the context.
    `conflict`: the state of the record forbids it (409) rather than the input (422). `retryable`: a job may try again.
    """

    code: ClassVar[str] = "domain_error"
    message: ClassVar[str] = "This is not possible."
    conflict: ClassVar[bool] = False
    retryable: ClassVar[bool] = False

    def __init__(self, **context: Any) -> None:
        self.context = context
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.message.format(**self.context)


class StaleVersion(DomainError):
    """Somebody else saved this row after the form was opened."""

    code = "stale_version"
    message = "Somebody else changed this record meanwhile. Open it again to see their change."
    conflict = True


class TransitionNotAllowed(DomainError):
    """The record's state has no way to the wanted state."""

    code = "transition_not_allowed"
    message = "A {kind} that is {from_state} can't become {to_state}."
    conflict = True


class ReasonMissing(DomainError):
    """The decision is kept with its reason, and none was given."""

    code = "reason_missing"
    message = "Say why: the reason is kept with the decision."


def require_reason(text: str) -> str:
    """The reason without blanks around it. Raises ReasonMissing where nothing is left."""
    reason = text.strip()
    if not reason:
        raise ReasonMissing()
    return reason
