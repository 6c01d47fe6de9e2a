"""`issuer:`, `term:` and `number:` → keys of the index, by the names that the vocabulary has."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from documents.search.folding import kept
from documents.search.names import Named, Names
from documents.search.query.nodes import And, Keyed, Node, Phrase, Prefix, Words
from documents.text.numbers import parse_number

MOST = 50
"""Bodies or terms that one name is taken for."""

_CALLED: dict[str, tuple[Literal["body", "term"], str]] = {
    "issuer": ("body", "bodies"),
    "term": ("term", "terms"),
}
_PREFIX = re.compile(r"[一-龥A-Za-z·]{1,40}")
"""国发, 湘政办发, 国务院令: what stands before the year or the serial."""
_WITH_YEAR = re.compile(rf"({_PREFIX.pattern})[〔［\[(（]([12][0-9]{{3}})[〕］\])）]")

Note = Callable[[str], None]


def resolved(leaf: Words | Phrase | Prefix, names: Names, note: Note) -> Node:
    """The leaf of a field as a key; leaves of the title and of no field stay as they are."""
    if leaf.field == "number":
        return _number(leaf, names, note)
    if leaf.field in _CALLED:
        found = _bearers(leaf, names, note)
        return Keyed(leaf.field, tuple(named.slug for named in found), leaf.text)
    return leaf


def _bearers(leaf: Words | Phrase | Prefix, names: Names, note: Note) -> list[Named]:
    """What the leaf's text names: exactly, else what is called so at the end, else in part."""
    kind, plural = _CALLED[leaf.field or ""]
    text = kept(leaf.text)
    if isinstance(leaf, Prefix):
        found = list(names.holding(text, kind, begin=True, end=False))
    else:
        found = list(names.called(leaf.text, kind))
        if not found and len(text) > 1:
            found = _of_places(text, list(names.holding(text, kind, begin=False, end=True)), names)
            found = found or list(names.holding(text, kind, begin=False, end=False))
            if found:
                note(f"{leaf.field}:{leaf.text} was taken for {plural} whose names hold it.")
    each = sorted(dict.fromkeys(found), key=names.rank)
    if not each:
        note(f"{leaf.field}:{leaf.text} names none of the {plural} here, so nothing matches it.")
    if len(each) > MOST:
        note(f"{leaf.field}:{leaf.text} fits {len(each)} {plural}; the first {MOST} were taken.")
    return each[:MOST]


def _of_places(text: str, found: list[Named], names: Names) -> list[Named]:
    """Of what ends with 省委 that with a place and nothing else before it, if there is any."""
    places = names.vocabulary.regions_by_name

    def is_of_place(named: Named) -> bool:
        ended = (kept(name) for name in named.names)
        before = [name.removesuffix(text) for name in ended if name.endswith(text)]
        return any(rest in places or rest + text[0] in places for rest in before)

    return [named for named in found if is_of_place(named)] or found


def _number(leaf: Words | Phrase | Prefix, names: Names, note: Note) -> Node:
    """国发〔2018〕42号, all of 国发, all of 国发〔2018〕, all that begin with 国*."""
    text = leaf.text.strip()
    number = parse_number(text)
    if number and not number.damaged:
        return Keyed("number", (number.normalised,), text)
    with_year = _WITH_YEAR.fullmatch(text)
    if with_year:
        prefix = Keyed("number_prefix", (with_year[1],), text)
        return And((prefix, Phrase(f"{with_year[1]}〔{with_year[2]}〕")))
    if not _PREFIX.fullmatch(text):
        note(
            f"number:{text} is no number such as 国发〔2018〕42号, nor what one begins with (国发)."
        )
        return Keyed("number", (), text)
    known = names.vocabulary.bodies_by_prefix
    begun = sorted(other for other in known if other.startswith(text) and other != text)
    values = (text, *begun) if isinstance(leaf, Prefix) else (text,)
    return Keyed("number_prefix", values[:MOST], text)
