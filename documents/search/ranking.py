"""The order of the best hits: what counts beside the words, each with its weight, once.

Weights are shares of the best score that the query's words could have, so that they mean the same
for short and for long queries. Only the `BLOCK` best by words are looked at so closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.search.naming import Naming
from documents.search.retrieval import Seen

BLOCK = 50
"""Hits that are ordered by more than their words; the order of those after them stays as it is."""
QUESTION_BLOCK = 100
"""The same of a question, which any of its words answers."""

TITLE_IS = 1.0
"""The title is what was typed, 中华人民共和国 before it and a remark in brackets aside."""
TITLE_SAYS = 0.5
"""The title says all that was typed; half of it, by the words' weights, is worth a quarter."""
TITLE_FILLED = 0.3
"""Nothing else stands in the title; what is half of the title is worth half."""
TITLE_ENDS = 0.2
"""The title ends in what was typed: 中华人民共和国示例法, but not 示例法实施条例; no headline."""
MEETING = 2.0
"""Adopted or delivered at the meeting that was typed: no mention of it is worth as much."""
REPORTED = 0.2
"""News and articles of that meeting."""
ISSUER = 0.1
"""Issued by a body that was typed."""
YEAR = 0.1
"""Of a year that was typed: the one in the title, else that of the document."""
REPEALED = -0.1
"""No longer in force, as far as the source says."""
RECENT = 0.06
"""A document of today; half of it after `HALF_LIFE` years."""
HALF_LIFE = 8.0
AUTHORITY = {"national": 0.06, "province": 0.03, "prefecture": 0.01}
"""By the issuer's level."""
SOURCE = {"official": 0.25, "law": 0.25, "report": 0.25, "speech": 0.12}
"""By the genre: the document itself before the news about it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with its score and what the score is made of."""

    document: str
    score: float
    parts: Mapping[str, float]


def ranked(hits: Iterable[Seen], named: Naming, best: float, today: date) -> list[Ranked]:
    """Hits in their final order; those alike stay as they are."""
    whole = []
    for hit in hits:
        parts = {"words": hit.score, "bigrams": hit.bigrams}
        parts |= {name: share * best for name, share in shares(hit, named, today).items()}
        whole.append(Ranked(hit.document, sum(parts.values()), parts))
    return sorted(whole, key=lambda item: -item.score)


def in_front(
    own: Iterable[Ranked], found: Sequence[Ranked], name: str, worth: float
) -> list[Ranked]:
    """What is found with its `own` before all others: each scores `worth` more for what is named.

    Those that were not found are added.
    """
    known = {item.document: item for item in found}
    raised = {item.document: _raised(known.get(item.document, item), name, worth) for item in own}
    front = sorted(raised.values(), key=lambda item: -item.score)
    return [*front, *(item for item in found if item.document not in raised)]


def _raised(item: Ranked, name: str, worth: float) -> Ranked:
    parts = {**item.parts, name: item.parts.get(name, 0.0) + worth}
    return replace(item, score=item.score + worth, parts=parts)


def shares(item: Seen, named: Naming, today: date) -> dict[str, float]:
    """All that counts beside the words, as shares of the best score; what does not is left out."""
    years = (today - item.day).days / 365.25 if item.day else None
    found = {
        "title": _title(*named.coverage(item.title), item.genre in SOURCE),
        "meeting": (MEETING if item.genre in SOURCE else REPORTED) * item.is_adopted,
        "issuer": ISSUER * item.is_issued,
        "year": YEAR * named.has_year(item.title, item.year),
        "recency": 0.0 if years is None else RECENT * 0.5 ** (max(0.0, years) / HALF_LIFE),
        "authority": AUTHORITY.get(item.level or "", 0.0),
        "source": SOURCE.get(item.genre, 0.0),
        "repealed": REPEALED * item.is_repealed,
    }
    return {name: share for name, share in found.items() if share}


def _title(asked: float, filled: float, ends: bool, is_source: bool) -> float:
    parts = TITLE_SAYS * asked + TITLE_FILLED * filled + TITLE_ENDS * (ends and is_source)
    return asked * parts + TITLE_IS * (asked == filled == 1.0)
