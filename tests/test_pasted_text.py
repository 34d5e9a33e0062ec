"""Text that is too long arrives whole, so that it can be given back with a word about it."""

import inspect

import pytest
from django import forms

from incidents.forms import accounts, communications, incidents, screenshots
from incidents.forms.fields import NormalCharField
from sessions import forms as live
from tests.doors import browser_of
from tests.room import make_room

TEXTS = [
    (form, name)
    for module in (accounts, communications, incidents, screenshots, live)
    for _name, form in inspect.getmembers(module, inspect.isclass)
    if issubclass(form, forms.BaseForm) and form.__module__ == module.__name__
    for name, field in form.base_fields.items()
    if isinstance(field, NormalCharField)
]


@pytest.mark.parametrize(("form", "name"), TEXTS, ids=lambda part: getattr(part, "__name__", part))
def test_no_browser_is_told_to_cut_what_is_pasted(form: type[forms.BaseForm], name: str):
    assert "maxlength" not in form.base_fields[name].widget.attrs


@pytest.mark.django_db
def test_the_composer_takes_any_length():
    room = make_room().at_step("assess")
    page = browser_of(room.participant).get(f"/s/{room.retrospective.uid}/").content.decode()
    composer = page[page.index('id="composer"') :].partition("</form>")[0]
    assert "<textarea" in composer
    assert "maxlength" not in composer
