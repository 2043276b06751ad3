"""How a form field looks: label, control, hint and error, tied together for a screen reader. Called by the template tags.

Invariant: every control has a label (or an aria-label in a grid), and its error and hint are named by aria-describedby.
"""

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, HiddenInput, RadioSelect
from django.utils.safestring import SafeString

CHECKS = (CheckboxInput, CheckboxSelectMultiple, RadioSelect)


def is_check(bound: BoundField) -> bool:
    """A single tick box, whose label stands beside it."""
    return type(bound.field.widget) is CheckboxInput


def is_group(bound: BoundField) -> bool:
    """Several tick boxes or radios, which need a legend."""
    return isinstance(bound.field.widget, (CheckboxSelectMultiple, RadioSelect))


def control(bound: BoundField, *, label: str = "", classes: str = "", focus: bool = False) -> SafeString:
    """The control alone, with the class, the described-by ids and the state of an error."""
    widget, attrs = bound.field.widget, {}
    if not isinstance(widget, (*CHECKS, HiddenInput, FileInput)):
        attrs["class"] = " ".join(filter(None, ["in", widget.attrs.get("class", ""), classes, "bad" if bound.errors else ""]))
    if label:
        attrs["aria-label"] = label
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if described := describing_ids(bound):
        attrs["aria-describedby"] = described
    if focus:
        attrs["autofocus"] = True
    if "data-suggest" in widget.attrs:
        attrs |= {"role": "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "autocomplete": "off"}
    return bound.as_widget(attrs=attrs)


def describing_ids(bound: BoundField) -> str:
    """The ids of the hint and of the error, in reading order."""
    ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)
