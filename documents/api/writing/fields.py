"""The kinds of values that curators send, each no looser than its schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.core.validators import RegexValidator
from rest_framework import serializers

from policyapi.rest.serializers import Closed
from policyapi.rest.values import LINE, WORDS, Day, Malformed, Pattern

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LINE = RegexValidator(LINE, "must not be blank, nor have control characters.")
_NOT_BLANK = RegexValidator(WORDS, "must not be blank.")

_WORDED = {
    "required": "is required.",
    "null": "must not be null.",
    "blank": "must not be blank.",
    "not_a_list": "must be a list.",
}


class Strict(Closed):
    """An object of which every key is known; any other is an error that names those there are."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        for field in fields.values():
            field.error_messages = {**field.error_messages, **_WORDED}
        return fields

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({"": ["must be a JSON object."]})
        unknown = {
            str(name): [_unknown(str(name), sorted(self.fields))]
            for name in data
            if name not in self.fields
        }
        try:
            found = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**error.detail, **unknown}) from None  # type: ignore[dict-item]
        if unknown:
            raise serializers.ValidationError(unknown)
        return found


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name[:60], known, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"is no field here. {meant}Allowed: {', '.join(known)}."


class Words(serializers.CharField):
    """A string; a number is none. Unless it may be blank, the schema says so too."""

    def __init__(self, **kwargs: Any) -> None:
        if not kwargs.get("allow_blank"):
            kwargs = {"min_length": 1, "validators": [_NOT_BLANK], **kwargs}
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("must be a string.")
        return super().to_internal_value(data)


class Line(Words):
    """One line of text, trimmed."""

    def __init__(self, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, required=False, validators=[_LINE], **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, str) and _CONTROL.search(data):
            raise serializers.ValidationError(_LINE.message)
        return super().to_internal_value(data)


class DayField(serializers.DateField):
    """2024-07-18, and no other way of writing it."""

    def to_internal_value(self, value: Any) -> date:
        try:
            return Day().parse(value if isinstance(value, str) else "")
        except Malformed as reason:
            raise serializers.ValidationError(f"{reason}.") from None


class Slug(Words):
    """A public key of the taxonomy."""

    def __init__(self, pattern: Pattern, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        message = f"must be {pattern.form}."
        validators = [RegexValidator(f"^{pattern.regex}\\Z", message)]
        super().__init__(max_length=pattern.max_length, validators=validators, **kwargs)


class Choice(serializers.ChoiceField):
    """One of a closed list, which the error repeats."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices, required=False, **kwargs)
        self.error_messages["invalid_choice"] = f"must be one of: {', '.join(self.choices)}."

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)
