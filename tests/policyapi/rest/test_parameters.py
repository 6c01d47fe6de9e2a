"""Reading a query string by its declaration."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from policyapi.rest.errors import InvalidParameters
from policyapi.rest.parameters import MAX_REPEATS, Parameter, read
from policyapi.rest.values import Integer, Text

DECLARED = (
    Parameter("one", Integer(1, 9), "One number."),
    Parameter("many", Text(9), "Any of several.", many=True),
    Parameter("listed", Integer(1, 9), "With commas.", many=True, commas=True),
    Parameter("blank", Text(9), "May be blank.", blank=True),
)
NEEDED = (*DECLARED, Parameter("needed", Text(9), "Needed.", required=True))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {}),
        ("one=7", {"one": (7,)}),
        ("many=a&many=b&many=a", {"many": ("a", "b")}),
        ("listed=3,1&listed=2", {"listed": (3, 1, 2)}),
        ("blank=", {"blank": ("",)}),
    ],
)
def test_read(query: str, found: dict[str, object]) -> None:
    assert read(QueryDict(query), DECLARED) == found


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("one=1&one=2", "one", "may be given once."),
        ("one=0", "one", "from 1 to 9"),
        ("onne=1", "onne", "Did you mean one? Allowed: blank, listed, many, one."),
        ("zzz=1", "zzz", "is no parameter here. Allowed"),
        ("&".join(f"many={n}" for n in range(MAX_REPEATS + 1)), "many", str(MAX_REPEATS)),
        ("many=", "many", "not blank"),
        ("%ff=1", "\ufffd", "is no parameter here"),
    ],
)
def test_refused(query: str, name: str, said: str) -> None:
    with pytest.raises(InvalidParameters) as refused:
        read(QueryDict(query), DECLARED)
    assert said in refused.value.errors[name][0]
    assert name in str(refused.value.detail)


def test_required() -> None:
    with pytest.raises(InvalidParameters) as refused:
        read(QueryDict("one=1"), NEEDED)
    assert refused.value.errors == {"needed": ["is required."]}
    assert read(QueryDict("needed=x"), NEEDED) == {"needed": ("x",)}
