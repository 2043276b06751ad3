"""Any values in the shape of a model: hypothesis strategies for every transaction set at once.

A model that was read from a golden file tells which loops and codes go together. `varied` keeps those and draws everything
that is free: texts, names and numbers by the name of their field (TEXTS), money, quantities and dates by their type.
"""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

TEXTS = frozenset(
    {
        "name", "first", "middle", "value", "note", "line1", "line2", "city", "text", "message", "messages", "description", "patient_control_number",
        "control_number", "payer_control_number", "group_name", "group_number", "trace", "plan", "reference", "check_number", "supplemental_id", "ndc",
    }
)  # fmt: skip
NASTY = "*~:^|>!&\x1c\x1d\x1e\x1f\x00\x07\n\r\t ISAST*SE*1'\"?ÅßØéñ’山"
words = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=12)
any_text = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: f"{text}X")
nasty_text = st.text(NASTY, max_size=30).map(lambda text: f"X{text}X")
cents = st.integers(-10_000_000, 10_000_000).map(lambda value: Decimal(value) / 100)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def varied(model, text=any_text):
    """Strategy of models like this one, with other texts, amounts and dates."""
    return st.composite(lambda draw: changed(model, lambda kind: draw({str: text, Decimal: cents, date: days}[kind])))()


def changed(value, give, name=""):
    """The value with each free text, Decimal and date in it replaced by what `give(type)` returns."""
    if is_dataclass(value):
        kept = {field.name: changed(getattr(value, field.name), give, field.name) for field in fields(value) if field.init}
        return type(value)(**kept | {"findings": ()} if "findings" in kept else kept)
    if type(value) is tuple:
        return tuple(changed(item, give, name) for item in value)
    if isinstance(value, Decimal) and value:
        return give(Decimal) or value
    if isinstance(value, date) and not isinstance(value, datetime):
        return give(date) or value
    if isinstance(value, str) and value and name in TEXTS and type(value) is str:
        return give(str)
    return value
