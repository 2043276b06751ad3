"""Fields that take what people type and give what the tables hold: digits of a phone, a ZIP without its dash, a state in capitals."""

from typing import Any

from django import forms

from config.practice.models.address import STATES
from config.shared.phone import shown_phone
from patients.models.patient import validate_phone


class PhoneField(forms.CharField):
    """(205) 555-0148 -> 2055550148; a leading 1 is taken off."""

    default_validators = [validate_phone]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"required": False, "max_length": 20} | kwargs))
        self.widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}

    def to_python(self, value: Any) -> str:
        digits = "".join(character for character in super().to_python(value) if character.isdigit())
        return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits

    def prepare_value(self, value: Any) -> Any:
        return shown_phone(value) if isinstance(value, str) and value.isdigit() else value


class ZipField(forms.CharField):
    """36532-1234 -> 365321234."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 10, "label": "ZIP"} | kwargs))
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("-", "").replace(" ", "")

    def clean(self, value: Any) -> str:
        zip_code = super().clean(value)
        if zip_code and not (zip_code.isdigit() and len(zip_code) in (5, 9)):
            raise forms.ValidationError("Five or nine digits.")
        return zip_code


class StateField(forms.CharField):
    """al -> AL; a state or territory that exists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 2} | kwargs))
        self.widget.attrs |= {"autocomplete": "off"}

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()

    def clean(self, value: Any) -> str:
        state = super().clean(value)
        if state and state not in STATES:
            raise forms.ValidationError("Two letters of a state, such as AL.")
        return state
