"""A migration's models and their triggers, created together: all of them are known before the first table is made.

Django renders a model, and all that are related to it, again for each operation that follows; for a room of twenty tables that takes longer than
making them. Here they are rendered once.
"""

from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """`CreateModel`s in an order in which each names only those before it, then `AddTrigger`s on them."""

    def __init__(self, *operations: Operation):
        self.operations = operations

    def deconstruct(self):
        return self.__class__.__qualname__, list(self.operations), {}

    def describe(self) -> str:
        return "; ".join(each.describe() for each in self.operations)

    def state_forwards(self, app_label, state) -> None:
        state.__dict__.pop("apps", None)  # rendered again, whole, when the first table is made
        for each in self.operations:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for each in self.operations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for each in reversed(self.operations):
            each.database_backwards(app_label, schema_editor, from_state, to_state)
