"""Documents by what they are known by: number, title, or the address of a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length, Right

from documents.models import Document, DocumentIssuer, Source, Suggestion
from documents.models.source import Page
from documents.search.folding import fold
from documents.search.keys import numbers
from documents.search.naming import REMARK, STATE
from documents.search.suggestion_keys import at_least, bucket, comparable
from documents.text.addresses import pages_of, same_page
from documents.text.citations.naming import ENDING, ending, names

MOST = 500
"""Candidates of one kind that are looked at: sources of one path, titles that end alike."""
LONGEST_REMARK = 32
"""Characters of a remark in brackets after a title."""
_WIDTHS: tuple[dict[int, str], ...] = (
    {},
    dict(zip(map(ord, "()[],:"), "（）［］，：", strict=True)),
    dict(zip(map(ord, "（）［］，："), "()[],:", strict=True)),
)
"""Marks as they are, all wide, all narrow: titles are stored in either way."""
_MARKS = "《》〈〉“”\"' \u3000"


class Candidate(NamedTuple):
    """A document that may be meant, and by what: the value that is stored."""

    by: str
    id: str
    title: str
    adopted_on: date | None
    stored: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document, each in any of several forms; at least one of them."""

    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()

    def find(self) -> Sequence[str]:
        """The documents of which all of it holds, those that have it to the letter first.

        Of those that have it alike the latest comes first. Two statements.
        """
        found = self._candidates()
        issuers = _issuers([c.id for c in found if c.by == "title"])
        ranks = {by: _ranked(self._rank(by, issuers), found, by) for by in self._asked()}
        ids = set.intersection(*(set(ranked) for ranked in ranks.values()))
        days = {c.id: c.adopted_on or date.min for c in found}
        latest = sorted(sorted(ids), key=lambda pk: days[pk], reverse=True)
        return sorted(latest, key=lambda pk: max(ranked[pk] for ranked in ranks.values()))

    def _asked(self) -> list[str]:
        asked = {"number": self.numbers, "title": self.titles, "url": self.urls}
        return [by for by, values in asked.items() if values]

    def _candidates(self) -> list[Candidate]:
        parts = []
        if self.numbers:
            parts.append(_rows(_public(document_number__in=numbers(self.numbers)), "number"))
        if self.titles:
            parts += [_rows(rows, "title") for rows in _titled(self.titles)]
        if self.urls:
            parts.append(_sources(self.urls))
        rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
        return [Candidate(*row) for row in rows]

    def _rank(self, by: str, issuers: Mapping[str, list[str]]) -> Callable[[Candidate], int | None]:
        """How near a candidate is, 0 for what was given to the letter; null for none."""
        if by == "number":
            return lambda c: 0 if c.stored in self.numbers else 1
        if by == "url":
            return lambda c: _least(_same_address(url, c.stored or "") for url in self.urls)
        return lambda c: _least(
            nearness(title, c.title, issuers.get(c.id, ())) for title in self.titles
        )


def nearness(asked: str, title: str, issuers: Iterable[str] = ()) -> int | None:
    """How near a title is to one that is asked for, from 0; null where it is another one.

    >>> nearness("《示例法》", "示例法"), nearness("《示例法》", "中华人民共和国示例法")
    (0, 2)
    >>> nearness("示例法", "示例法（2019年修正）")
    3
    >>> nearness("示例法", "示例省示例法") is None
    True
    """
    if title in (asked, asked.strip(_MARKS)):
        return 0
    one, other = comparable(asked), comparable(title)
    if one == other:
        return 1
    if one.removeprefix(STATE) == other.removeprefix(STATE):
        return 2
    one, other = _bare(asked), _bare(title)
    if comparable(one).removeprefix(STATE) == comparable(other).removeprefix(STATE):
        return 3
    return 4 if names(fold(one), fold(other), map(fold, issuers)) else None


def _bare(title: str) -> str:
    """Without a remark in brackets at the end."""
    stripped = title.strip(_MARKS)
    return REMARK.sub("", stripped) or stripped


def _public(**condition: Any) -> QuerySet[Document]:
    return Document.objects.filter(status="published", **condition)


def _rows(documents: QuerySet[Document], by: str) -> QuerySet[Any, Any]:
    stored = "document_number" if by == "number" else "title"
    return documents.values_list(Value(by), "id", "title", "adopted_on", stored)


def _titled(titles: Iterable[str]) -> tuple[QuerySet[Document], QuerySet[Document]]:
    """Documents whose title begins like one of these, but for the state; and which end like one.

    Beginnings are those of the folded titles that completions are found by, so that width, script
    and punctuation do not count.
    """
    bare = {comparable(_bare(title)).removeprefix(STATE) for title in titles} - {""}
    begins = Q(pk__in=[])
    for form in sorted(bare):
        for key in (form, STATE + form):
            places = [bucket(place, "document") for place in at_least(len(key))]
            short = Q(length__lte=len(key) + LONGEST_REMARK)
            begins |= Q(bucket__in=places, key__startswith=key) & short
    keys = Suggestion.objects.alias(length=Length("key")).filter(begins, kind="document")
    forms = [form for title in titles for form in (title, title.strip(_MARKS), _bare(title))]
    ends = {ending(form.translate(width)) for form in forms for width in _WIDTHS}
    alike = _public().alias(end=Right("title", ENDING)).filter(end__in=ends).order_by("id")
    return _public(pk__in=keys.values("document")), alike[:MOST]


def _sources(urls: Sequence[str]) -> QuerySet[Any, Any]:
    """Sources of the same page, those of the very addresses first."""
    pages = {page for url in urls for page in pages_of(url)}
    there = Source.objects.filter(document__status="published").alias(page=Page("url"))
    rows = there.filter(page__in=pages).alias(exact=Q(url__in=urls)).order_by("-exact", "id")
    columns = (Value("url"), "document__id", "document__title", "document__adopted_on", "url")
    return rows.values_list(*columns)[:MOST]


def _same_address(asked: str, stored: str) -> int | None:
    if asked == stored:
        return 0
    return 1 if same_page(asked, stored) else None


def _issuers(documents: Sequence[str]) -> dict[str, list[str]]:
    """Document → the names of its issuers in order; no statement for none."""
    found: dict[str, list[str]] = {}
    links = DocumentIssuer.objects.filter(document__in=documents).order_by("position")
    for document, name in links.values_list(F("document"), "name") if documents else ():
        found.setdefault(document, []).append(name)
    return found


def _ranked(
    rank: Callable[[Candidate], int | None], candidates: Iterable[Candidate], by: str
) -> dict[str, int]:
    """Document → its best rank by one of the things that are known."""
    found: dict[str, int] = {}
    for candidate in candidates:
        place = rank(candidate) if candidate.by == by else None
        if place is not None:
            found[candidate.id] = min(place, found.get(candidate.id, place))
    return found


def _least(places: Iterable[int | None]) -> int | None:
    return min((place for place in places if place is not None), default=None)
