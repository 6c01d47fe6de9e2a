"""Filters as declared data: one attribute a filter, from which parser, docs and tests are made.

They are django-filter's: a filter set narrows a queryset by the values that a request gives. What
is ours is the reading of values (`policyapi.rest.values`), which refuses what a form would pass
over, and that every filter can give its condition alone, so that a facet can leave its own out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.values import Value

Names = Callable[[], Iterable[tuple[str, str]]]
"""All values that a filter could match, with their labels: for suggesting near ones."""


Condition = Callable[[], Q]
"""Makes a filter's condition on the rows: only where it is asked for, as trees cost a statement."""


class ReadValues(forms.Field):
    """Values that have been read already: the form takes them as they are."""

    widget = forms.SelectMultiple


class Filter(django_filters.Filter):
    """One filter; `where` makes the condition of its values, of which any one may hold.

    `names` is given where a well-formed value may not exist (slugs, codes).
    """

    field_class = ReadValues

    def __init__(
        self,
        value: Value,
        where: Callable[[Sequence[Any]], Q],
        help: str,
        example: str,
        names: Names | None = None,
        *,
        many: bool = True,
        commas: bool = False,
    ) -> None:
        super().__init__(label=help, required=False)
        self.value, self.where, self.help, self.example = value, where, help, example
        self.names, self.many, self.commas = names, many, commas

    def filter(self, qs: QuerySet[Any], value: Sequence[Any] | None) -> QuerySet[Any]:
        return qs.filter(self.where(value)) if value else qs

    def parameter(self, name: str) -> Parameter:
        return Parameter(
            name,
            self.value,
            self.help,
            self.many,
            commas=self.commas,
            example=self.example,
        )


class FilterSet(django_filters.FilterSet):
    """A list's filters; subclasses declare them as attributes of the parameter's name."""

    @classmethod
    def declared(cls) -> dict[str, Filter]:
        return {n: f for n, f in cls.declared_filters.items() if isinstance(f, Filter)}

    @classmethod
    def parameters(cls) -> Iterator[Parameter]:
        for name, item in cls.declared().items():
            yield item.parameter(name)

    @classmethod
    def narrowed(cls, rows: QuerySet[Any], read: Read) -> QuerySet[Any]:
        """The rows that every filter of the request lets through."""
        return cls(data=_Given(read), queryset=rows).qs

    @classmethod
    def conditions(cls, read: Read) -> dict[str, Condition]:
        """Parameter → its condition, for the filters that the request gives."""
        declared = cls.declared()
        return {
            name: cache(partial(item.where, read[name]))
            for name, item in declared.items()
            if name in read
        }


class _Given(dict[str, Any]):
    """Read parameters as a form's data."""

    def getlist(self, name: str) -> list[Any] | None:
        return list(self[name]) if name in self else None


def together(conditions: Mapping[str, Condition]) -> Q:
    """All conditions."""
    whole = Q()
    for condition in conditions.values():
        whole &= condition()
    return whole
