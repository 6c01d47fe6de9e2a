"""The ways in which a name may match what was typed, each as a condition in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from documents.models.suggestion import OWNERS
from documents.search.suggestion_keys import (
    LONGEST_SYLLABLE,
    SAMPLE,
    at_least,
    bucket,
    exactly,
)
from documents.search.typed import LONGEST_INITIALS, Typed

Match = Literal["prefix", "inner", "pinyin", "initials"]

MANY = 32
"""Names of the sample with the pairs of an inner match from which on it may be common; it is if a
quarter of so many have the match itself."""

_OF_BUCKET = "bucket = b.part"
_PINYIN = "replace(pinyin, ' ', '')"
"""As the index has it."""
_AFTER_HEAD = "array_to_string((string_to_array(pinyin, ' '))[%s + 1:], '')"
_IS_COMMON = "(SELECT pairs >= {many} AND 4 * matches >= {many} FROM sampled)"
_INSIDE = "kind = ANY(%s) AND strpos(key, %s) > 1"


class Way(NamedTuple):
    """One way of matching: a condition on rows, asked for `b.part`, which is each part in turn.

    Parts are buckets or places, best first, as far as a match may lie there by its length. The
    condition may ask `sampled`: how many rows match `sample`, a tsquery and a part of the key.
    """

    match: Match
    parts: Sequence[int]
    condition: str
    parameters: tuple[Any, ...]
    sample: tuple[str, str] | None = None


def ways(typed: Typed, kinds: Collection[str]) -> Iterator[Way]:
    """The ways of matching names of these kinds, best first."""
    key, letters, initials = typed.key, typed.letters, typed.letters[:LONGEST_INITIALS]
    if key:
        yield Way(
            "prefix", _buckets(exactly(len(key)), kinds), f"{_OF_BUCKET} AND key = %s", (key,)
        )
    if letters:
        parts = _buckets(exactly(len(initials)), kinds)
        yield Way("initials", parts, f"{_OF_BUCKET} AND initials = %s", (initials,))
    if key:
        yield _begins("prefix", len(key), kinds, "key", key)
    if letters:
        sound = _begins("pinyin", -(-len(letters) // LONGEST_SYLLABLE), kinds, _PINYIN, letters)
        yield _also(sound, "pinyin ~ %s", typed.syllables) if typed.syllables else sound
        yield _begins("initials", len(initials), kinds, "initials", initials)
    if typed.head:
        yield from _goes_on_in_letters(typed.head, typed.tail, kinds)
    if len(key) > 1 and not (key.isascii() and key.isalpha()):
        yield from _inside(key, kinds)


def _buckets(places: range, kinds: Collection[str]) -> list[int]:
    return [bucket(place, kind) for place in places for kind in OWNERS if kind in kinds]


def _begins(match: Match, length: int, kinds: Collection[str], column: str, beginning: str) -> Way:
    """A range of an index with `text_pattern_ops`, whatever the collation of the database."""
    condition = f"{_OF_BUCKET} AND {column} ~>=~ %s AND {column} ~<~ %s"
    parts = _buckets(at_least(length), kinds)
    return Way(match, parts, condition, (beginning, f"{beginning}\U0010ffff"))


def _also(way: Way, condition: str, *parameters: Any) -> Way:
    return way._replace(
        condition=f"{way.condition} AND {condition}", parameters=(*way.parameters, *parameters)
    )


def _goes_on_in_letters(head: str, tail: str, kinds: Collection[str]) -> Iterator[Way]:
    """三高sixin, 三gsx: the name begins with what is Chinese and goes on as the letters sound."""
    begins = _begins("pinyin", len(head) + 1, kinds, "key", head)
    yield _also(begins, f"{_AFTER_HEAD} LIKE %s", len(head), f"{tail}%")
    first = f"{'_' * len(head)}{tail}%"
    yield _also(begins._replace(match="initials"), "initials LIKE %s", first)


def _inside(key: str, kinds: Collection[str]) -> Iterator[Way]:
    """What few names hold is asked for as a whole, what many hold place by place.

    How many, a sample says: read once for every place, the pairs of a rare match would cost much,
    and read as a whole the names with a common one.
    """
    pairs = " & ".join(f"'{pair}'" for pair in _pairs(key)) + _of_kinds(kinds)
    sample, checked = (f"'{SAMPLE}' & {pairs}", key), (list(kinds), key)
    is_common = _IS_COMMON.format(many=MANY)
    whole = f"NOT {is_common} AND grams @@ %s::tsquery AND {_INSIDE}"
    yield Way("inner", [0], whole, (pairs, *checked), sample)
    each = "grams @@ concat(%s::text, b.part, %s::text)::tsquery"
    common = f"{is_common} AND {each} AND {_INSIDE}"
    parameters = ("'#", f"' & {pairs}", *checked)
    yield Way("inner", at_least(len(key)), common, parameters, sample)


def _pairs(key: str) -> list[str]:
    """Pairs of neighbours that cover a key; the check on the key itself does the rest.

    >>> _pairs("四川省人民")
    ['四川', '省人', '人民']
    """
    starts = dict.fromkeys([*range(0, len(key) - 1, 2), len(key) - 2])
    return [key[at : at + 2] for at in starts]


def _of_kinds(kinds: Collection[str]) -> str:
    """Narrows a tsquery to the few names that are no titles."""
    if "document" in kinds:
        return ""
    named = " | ".join(f"'={kind}'" for kind in kinds)
    return f" & ({named})"
