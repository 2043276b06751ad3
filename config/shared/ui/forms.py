"""How a form field looks: label, control, hint and error, tied together for a screen reader. Called by the template tags.

Invariant: every control has a label (or an aria-label in a grid), and its error and hint are named by aria-describedby.
"""

from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, DateInput, HiddenInput, RadioSelect, TextInput
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

CHECKS = (CheckboxInput, CheckboxSelectMultiple, RadioSelect)


class PracticeRenderer(TemplatesSetting):
    """Makes `{{ form }}` look like the rest: the FORM_RENDERER of the settings."""

    form_template_name = "forms/form.html"


class AmountInput(TextInput):
    """Dollars as text: no spinner, no mouse wheel that changes money, figures on the right."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "n"} | (attrs or {}))


class DayInput(DateInput):
    """A date typed as 11/23/2026 or 11232026."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "placeholder": "mm/dd/yyyy"} | (attrs or {}), format="%m/%d/%Y")


class SuggestInput(TextInput):
    """A code found by number or word: `url` answers with components/suggest.html.

    `label_to`: CSS selector that gets the label's text. `value_to`: selector of the hidden field that gets the value. `post` for
    what must not stand in a URL (names).
    """

    def __init__(self, url: str, *, label_to: str = "", value_to: str = "", post: bool = False, attrs: dict | None = None) -> None:
        given = {"data-suggest": url, "data-suggest-label": label_to, "data-suggest-hidden": value_to, "data-suggest-method": "post" if post else ""}
        super().__init__({name: value for name, value in given.items() if value} | (attrs or {}))


def is_check(bound: BoundField) -> bool:
    """A single tick box, whose label stands beside it."""
    return type(bound.field.widget) is CheckboxInput


def is_group(bound: BoundField) -> bool:
    """Several tick boxes or radios, which need a legend."""
    return isinstance(bound.field.widget, (CheckboxSelectMultiple, RadioSelect))


def control(bound: BoundField, *, label: str = "", classes: str = "", focus: bool = False) -> SafeString:
    """The control alone, with the class, the described-by ids and the state of an error."""
    widget, attrs = bound.field.widget, {}
    if not isinstance(widget, (*CHECKS, HiddenInput)):
        attrs["class"] = " ".join(filter(None, ["in", widget.attrs.get("class", ""), classes, "bad" if bound.errors else ""]))
    if label:
        attrs["aria-label"] = label
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if described := describing_ids(bound):
        attrs["aria-describedby"] = described
    if focus:
        attrs["autofocus"] = True
    if type(bound.form).__module__.startswith("allauth."):  # it says each label twice
        attrs["placeholder"] = ""
    if "data-suggest" in widget.attrs:
        attrs |= {"role": "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "autocomplete": "off"}
    return bound.as_widget(attrs=attrs)


def describing_ids(bound: BoundField) -> str:
    """The ids of the hint and of the error, in reading order."""
    ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)
