"""What a parameter's value may be: each kind parses one raw string and describes itself.

`parse` raises `Malformed` with a sentence that says what is allowed; `schema` is its OpenAPI form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_default_timezone, make_aware

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_BLANK = r"\s\x1c-\x1f\x85\ufeff"
"""White space of a regular expression, be it of Python or of JSON Schema, which differ."""
LINE = rf"^[^\x00-\x1f\x7f]*[^{_BLANK}\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
"""Not blank, without control characters; as a pattern of JSON Schema."""
WORDS = rf"^[^\x00]*[^{_BLANK}\x00][^\x00]*$"
"""Not blank, of any lines."""
_INKED = re.compile(f"[^{_BLANK}]")


class Malformed(ValueError):
    """The value is not of its kind; the message says what is."""


class Value(Protocol):
    """One kind of value."""

    def parse(self, raw: str) -> Any: ...

    @property
    def schema(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Text:
    """Free text of bounded length; without control characters unless `control`."""

    max_length: int = 200
    control: bool = False

    def parse(self, raw: str) -> str:
        if len(raw) > self.max_length or not _INKED.search(raw):
            raise Malformed(f"must be 1 to {self.max_length} characters, not blank")
        if not self.control and _CONTROL.search(raw):
            raise Malformed("must have no control characters")
        return raw if self.control else raw.strip()

    @property
    def schema(self) -> dict[str, Any]:
        pattern = rf"^[\s\S]*[^{_BLANK}][\s\S]*$" if self.control else LINE
        return {
            "type": "string",
            "minLength": 1,
            "maxLength": self.max_length,
            "pattern": pattern,
        }


@dataclass(frozen=True, slots=True)
class Pattern:
    """A string of a fixed form; `form` says it in words."""

    regex: str
    form: str
    max_length: int = 200

    def parse(self, raw: str) -> str:
        if len(raw) > self.max_length or not re.fullmatch(self.regex, raw):
            raise Malformed(f"must be {self.form}")
        return raw

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.regex}$", "maxLength": self.max_length}


SLUG = Pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*", "a slug: lower-case letters, digits, hyphens", 160)
REGION_CODE = Pattern(r"[0-9]{6}", "a region code of six digits", 6)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed list; `also` are taken besides, but not promised in the schema.

    `name` is what the schema calls the list where several operations have it.
    """

    options: tuple[str, ...]
    also: tuple[str, ...] = ()
    name: str = ""

    def parse(self, raw: str) -> str:
        if raw not in (*self.options, *self.also):
            raise Malformed(f"must be one of: {', '.join(self.options)}")
        return raw

    @property
    def schema(self) -> dict[str, Any]:
        named = {"title": self.name} if self.name else {}
        return {"type": "string", "enum": list(self.options), **named}


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def parse(self, raw: str) -> bool:
        if raw not in ("true", "false"):
            raise Malformed("must be one of: true, false")
        return raw == "true"

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number within bounds."""

    minimum: int
    maximum: int

    def parse(self, raw: str) -> int:
        digits = len(str(self.maximum))
        if re.fullmatch(rf"-?[0-9]{{1,{digits}}}", raw) and self._within(int(raw)):
            return int(raw)
        raise Malformed(f"must be a whole number from {self.minimum} to {self.maximum}")

    def _within(self, number: int) -> bool:
        return self.minimum <= number <= self.maximum

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, 2024-07-18."""

    def parse(self, raw: str) -> date:
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
                return date.fromisoformat(raw)
        except ValueError:
            pass
        raise Malformed("must be a date of the calendar as YYYY-MM-DD")

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date and time; without an offset it is China's time."""

    def parse(self, raw: str) -> datetime:
        try:
            return self._moment(raw)
        except (ValueError, OverflowError):
            raise Malformed(
                "must be a date and time as YYYY-MM-DDThh:mm:ss+08:00, or a date"
            ) from None

    def _moment(self, raw: str) -> datetime:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
            return make_aware(datetime.combine(date.fromisoformat(raw), time.min))
        found = parse_datetime(re.sub(r" (?=[0-9]{2}:[0-9]{2}$)", "+", raw))
        if found is None:
            raise ValueError(raw)
        aware = found if found.tzinfo else make_aware(found, get_default_timezone())
        return aware.astimezone(UTC)

    @property
    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "format": f} for f in ("date-time", "date")]}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a closed list, separated by commas; blank is none of them."""

    options: Sequence[str]

    def parse(self, raw: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip() for name in raw.split(",") if raw))
        unknown = [name for name in names if name not in self.options]
        if unknown:
            raise Malformed(f"may name, separated by commas: {', '.join(self.options)}")
        return names

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": list(self.options)}}


@dataclass(frozen=True, slots=True)
class Decimal:
    """A finite floating-point number."""

    def parse(self, raw: str) -> float:
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]{1,3})?", raw[:40]):
            raise Malformed("must be a number")
        return float(raw)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "number"}


@dataclass(frozen=True, slots=True)
class Opaque:
    """What the service made and a client gives back as it is; who made it reads it."""

    max_length: int

    def parse(self, raw: str) -> str:
        return raw

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "maxLength": self.max_length}


@dataclass(frozen=True, slots=True)
class Anything:
    """Any string that the database can hold; for the keys of cursors."""

    def parse(self, raw: str) -> str:
        if "\x00" in raw or raw != raw.encode("utf-8", "replace").decode():
            raise Malformed("must be text")
        return raw

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


def choices(enumeration: Mapping[str, str] | Sequence[tuple[str, str]]) -> Choice:
    """A `Choice` of the values of Django's choices."""
    return Choice(tuple(value for value, _ in dict(enumeration).items()))
