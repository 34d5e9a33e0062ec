"""Fields that forgive: text in one normal form, times as people type them, zones by any of their names."""

import unicodedata
import zoneinfo
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.analysis.times import BEFORE_BEGIN, TimeNotUnderstood, TypedTime, parse_time

UNDERSTOOD: dict[str, str | Promise] = {
    "unreadable": _("We cannot read “%(typed)s” as a time. Try 14:20, 2021-10-04 14:20 or +35m."),
    "no_time": _("“%(typed)s” is a day. At what time? For example 2021-10-04 14:20."),
    "impossible": _("“%(typed)s” does not exist: there is no such time or day."),
    "skipped": _("“%(typed)s” does not exist in %(zone)s: the clocks were put forward over it."),
    "no_begin": _(
        "“%(typed)s” counts from the beginning, which is not known yet. Type a clock time, or fill it in first."
    ),
    "no_date": _("Which day? Type the date too, for example 2021-10-04 14:20."),
    "ambiguous_date": _("“%(typed)s” may be two different days. Type the date as 2021-10-04."),
    "unknown_zone": _(
        "“%(typed)s” names a time zone that we do not know or that has several meanings. Leave the zone out."
    ),
}
"""What is said of each reason not to understand a time."""


def normal(text: str) -> str:
    """Text in NFC with plain line ends, so that what looks the same is the same."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


class NormalCharField(forms.CharField):
    """Text in NFC; what it is short or long is counted after that.

    The browser is told no limit: it would cut what is pasted without a word, where we keep it and say what is wrong.
    """

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        return normal(super().to_python(value) or "")


class ZoneWidget(forms.TextInput):
    """A line that offers the names of time zones while one types."""

    template_name = "incidents/widgets/zone.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["zones"] = zone_names()
        return context


class ZoneField(NormalCharField):
    """A named time zone; takes ``seoul`` or ``asia/seoul`` for ``Asia/Seoul``."""

    default_error_messages = {"unknown": _("There is no time zone called “%(name)s”. Try Asia/Seoul or UTC.")}

    def __init__(self, **options: Any) -> None:
        widget = ZoneWidget(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(**{"widget": widget, "max_length": 64, "label": _("Time zone"), **options})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return typed
        found = find_zone(typed)
        if found is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"name": typed})
        return found


def zone_names() -> list[str]:
    """The zones offered: those of places, and UTC."""
    places = (name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return ["UTC", *sorted(places)]


def find_zone(typed: str) -> str | None:
    """The zone somebody means: by its name or by its city, in any case; ``None`` when there is none."""
    wanted = typed.strip().replace(" ", "_").casefold()
    names = zone_names()
    exact = next((name for name in names if name.casefold() == wanted), None)
    return exact or next((name for name in names if name.rpartition("/")[2].casefold() == wanted), None)


class TypedTimeWidget(forms.TextInput):
    """A line to type a time into, and a box that says "about"."""

    template_name = "incidents/widgets/typed_time.html"
    with_about = True
    skip_about = False
    """Whether the Tab key passes over the box, where speed matters: ``~14:20`` says the same."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, bool]:
        return data.get(name, ""), bool(data.get(f"{name}_about"))

    def format_value(self, value: Any) -> Any:
        return value[0] if value else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "about": bool(value and value[1]),
            "with_about": self.with_about,
            "skip_about": self.skip_about,
        }
        return context

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class TypedTimeField(forms.Field):
    """A time as people type it; cleans to ``TypedTime`` (UTC) or ``None``, shown in ``zone``.

    The form sets ``zone``, ``begin`` (what ``+35m`` counts from) and ``near`` (what tells the day meanwhile); see
    ``incidents.analysis.times``. ``initial`` is ``(datetime or None, approximate)``. A text that was left as it was
    shown keeps the very moment it stood for.
    """

    widget = TypedTimeWidget
    zone = "UTC"
    begin: datetime | None = None
    near: datetime | None = None
    nearest = False
    """Whether a time without a date is the one nearest to ``near`` even though ``begin`` is known."""
    whole = True
    """Whether the date is always shown; else only where the day is another than the beginning's."""

    def prepare_value(self, value: Any) -> tuple[str, bool]:
        if not value or value[0] is None:
            return "", False
        at, approximate = value
        if isinstance(at, str):
            return at, approximate
        return show_time(at, self.zone, self.begin if self.goes_without_date(at) else None), approximate

    def goes_without_date(self, at: datetime) -> bool:
        """Whether the clock time alone, typed again, would mean the same moment."""
        if self.whole or self.begin is None:
            return False
        return -BEFORE_BEGIN <= at - self.begin < timedelta(days=1) - BEFORE_BEGIN

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data

    def clean(self, value: tuple[str, bool] | None) -> TypedTime | None:
        text, about = value or ("", False)
        if len(text) > 60:
            raise self.not_understood("unreadable", f"{text[:40]}…")
        text = normal(text).strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        shown, _about = self.prepare_value(self.initial)
        if self.initial and text == shown:
            return TypedTime(self.initial[0], about)
        try:
            spans = text.lstrip("~≈〜 ")[:1] in {"+", "-", "−", "＋", "－"}
            begin = None if self.nearest and not spans else self.begin
            typed = parse_time(text, zone=self.zone, near=self.near, begin=begin)
        except TimeNotUnderstood as reason:
            raise self.not_understood(reason.code, text) from None
        return TypedTime(typed.at, about or typed.approximate, typed.doubt)

    def not_understood(self, code: str, typed: str) -> ValidationError:
        return ValidationError(UNDERSTOOD[code], code=code, params={"typed": typed, "zone": self.zone})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (normal(data[0]).strip(), data[1]) if data else False


def show_time(at: datetime, zone: str, day_of: datetime | None = None) -> str:
    """A moment as it can be typed again: ``2021-10-04 16:07``, seconds only where there are some.

    The date is left out where ``day_of`` is of the same day.
    """
    home = zoneinfo.ZoneInfo(zone)
    local = at.astimezone(home)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    if day_of is not None and day_of.astimezone(home).date() == local.date():
        return clock
    return f"{local:%Y-%m-%d} {clock}"
