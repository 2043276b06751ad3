"""Fields: each control has its label, hint and error tied to it."""

import pytest
from django import forms
from django.template import engines

from config.shared.ui.forms import AmountInput, DayInput, SuggestInput
from payers.forms import FeeScheduleForm


class Visit(forms.Form):
    code = forms.CharField(label="Code", help_text="number or word", widget=SuggestInput("/codes/", label_to="#what"))
    units = forms.IntegerField(label="Units", required=False)
    amount = forms.DecimalField(label="Charge", widget=AmountInput)
    day = forms.DateField(label="Service date", widget=DayInput)
    kind = forms.ChoiceField(label="Sent by", choices=[("fax", "Fax"), ("mail", "Mail")], widget=forms.RadioSelect)
    signed = forms.BooleanField(label="Signature on file", required=False)

    def clean(self):
        raise forms.ValidationError("Nothing fits <together>.")


class Owned(forms.Form):
    owner = forms.ChoiceField(label="Owner", choices=[("", "Nobody"), ("1", "Dana")], required=False)


class Scanned(forms.Form):
    scan = forms.FileField(label="Scan")


class ActivateTOTPLike(forms.Form):
    """As allauth makes its forms."""

    __module__ = "allauth.mfa.totp.forms"
    code = forms.CharField(label="Code", widget=forms.TextInput(attrs={"placeholder": "Code"}))


def show(source, form):
    return engines["django"].from_string(source).render({"form": form})


@pytest.fixture
def wrong():
    form = Visit({"units": "2", "kind": "fax"})
    form.is_valid()
    return form


def test_a_label_names_its_control():
    html = show('{% field form.code "c3" %}', Visit())

    assert 'class="field c3"' in html
    assert '<label for="id_code">Code</label>' in html
    assert 'class="in"' in html


def test_a_hint_and_an_error_describe_the_control(wrong):
    html = show("{% field form.code %}", wrong)

    assert 'aria-describedby="id_code_helptext id_code_error"' in html
    assert 'id="id_code_helptext">number or word' in html
    assert 'id="id_code_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.count("aria-describedby") == 1


def test_what_may_stay_empty_says_so():
    assert "optional" in show("{% field form.units %}", Visit())
    assert "optional" not in show("{% field form.code %}", Visit())


def test_a_choice_that_may_be_none_says_none_and_not_optional():
    html = show("{% field form.kind %}", FeeScheduleForm()) + show("{% field form.owner %}", Owned())

    assert "---" not in html
    assert "optional" not in html
    assert ">Choose<" in html


def test_a_field_of_allauth_does_not_say_its_label_twice():
    assert 'placeholder=""' in show("{% field form.code %}", ActivateTOTPLike())


def test_the_label_and_hint_of_one_page_do_not_change_the_next():
    show('{% field form.units label="How many" hint="minutes" %}', Visit())

    html = show("{% field form.units %}", Visit())
    assert "minutes" not in html
    assert "Units" in html


def test_a_suggesting_field_is_a_combobox():
    html = show('{% control form.code label="Code 1" %}', Visit())

    assert 'role="combobox"' in html
    assert 'data-suggest="/codes/"' in html
    assert 'aria-label="Code 1"' in html


def test_radios_stand_in_a_named_group():
    html = show("{% field form.kind %}", Visit())

    assert 'role="group" aria-labelledby="id_kind_label"' in html
    assert "Fax" in html


def test_a_file_is_chosen_in_a_control_like_the_others():
    assert 'type="file" name="scan" class="in"' in show("{% field form.scan %}", Scanned())


def test_a_tick_box_has_its_label_beside_it():
    assert '<label class="check" for="id_signed">' in show("{% field form.signed %}", Visit())


def test_amounts_and_dates_are_typed_as_text():
    html = show("{% field form.amount %}{% field form.day %}", Visit())

    assert 'type="number"' not in html
    assert 'inputmode="decimal"' in html
    assert 'placeholder="mm/dd/yyyy"' in html


def test_what_is_wrong_with_the_form_as_a_whole_is_said_and_escaped(wrong):
    assert "Nothing fits &lt;together&gt;." in show("{% form_errors form %}", wrong)


def test_a_form_drawn_whole_looks_like_the_rest(wrong):
    html = show("{{ form }}", wrong)

    assert html.count('class="field c6') == 6
    assert 'role="alert"' in html
