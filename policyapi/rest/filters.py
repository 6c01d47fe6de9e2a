"""Filters as declared data: one attribute a filter, from which parser, docs and tests are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.values import Value

Names = Callable[[], Iterable[tuple[str, str]]]
"""All values that a filter could match, with their labels: for suggesting near ones."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter; `where` makes the condition of its values, of which any one may hold.

    `names` is given where a well-formed value may not exist (slugs, codes).
    """

    value: Value
    where: Callable[[Sequence[Any]], Q]
    help: str
    example: str
    names: Names | None = None
    many: bool = True
    commas: bool = False
    required: bool = False

    def parameter(self, name: str) -> Parameter:
        return Parameter(
            name,
            self.value,
            self.help,
            self.many,
            commas=self.commas,
            required=self.required,
            example=self.example,
        )


class FilterSet:
    """A list's filters; subclasses declare them as attributes of the parameter's name."""

    @classmethod
    def declared(cls) -> dict[str, Filter]:
        return {name: item for name, item in vars(cls).items() if isinstance(item, Filter)}

    @classmethod
    def parameters(cls) -> Iterator[Parameter]:
        for name, item in cls.declared().items():
            yield item.parameter(name)

    @classmethod
    def conditions(cls, read: Read) -> dict[str, Q]:
        """Parameter → its condition, for the filters that the request gives."""
        declared = cls.declared()
        return {name: declared[name].where(read[name]) for name in declared if name in read}


def together(conditions: Mapping[str, Q], without: str | None = None) -> Q:
    """All conditions, but for one's own where a facet leaves it out."""
    whole = Q()
    for name, condition in conditions.items():
        if name != without:
            whole &= condition
    return whole
