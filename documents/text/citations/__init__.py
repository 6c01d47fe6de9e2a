"""Documents and meetings that a body names: where, how, and which ones they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.text.citations.aliases import Aliases
from documents.text.citations.articles import find_articles
from documents.text.citations.meetings import particular_meetings
from documents.text.citations.relations import relations
from documents.text.citations.titles import find_titles, plain_title
from documents.text.numbers import find_numbers
from documents.text.stages import Citation, Recognised, Span
from taxonomy.vocabulary import Vocabulary

__all__ = ["find_citations"]

_ONLY_MEETINGS = ("implements", "cites")
_AFTER_TITLE = re.compile(r"》(?!\s*(?:[和与及或、]|以及|并))[（(〔 ]?[^（）()《》。；\n]{0,16}$")


def find_citations(
    body: str, *, region: str | None, vocabulary: Vocabulary, own: Recognised
) -> tuple[Citation, ...]:
    """The citations in text order, without overlaps; the document and its own meeting are none.

    The target of a document is its normalised number where the text gives it, else its title; the
    target of a meeting is its slug; null where the text does not tell which one is meant.
    """
    aliases = Aliases()
    named = [*_titles(body, own, aliases)]
    for more in (
        _numbers(body, own),
        _articles(body, own, aliases.full_titles()),
        _meetings(body, region, vocabulary, own),
    ):
        named = _with(named, more)
    found = relations(body, [n.span for n in named])
    return tuple(
        _citation(body, n, relation) for n, relation in zip(named, found, strict=True) if n.cited
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """Something named in the body; what is not `cited` only keeps others from its place."""

    kind: str
    span: Span
    target: str | None
    cited: bool = True


def _citation(body: str, named: _Named, relation: str) -> Citation:
    if named.kind == "meeting":
        relation = relation if relation in _ONLY_MEETINGS else "cites"
        return Citation("meeting", relation, body[slice(*named.span)], named.target, *named.span)
    return Citation("document", relation, body[slice(*named.span)], named.target, *named.span)


def _titles(body: str, own: Recognised, aliases: Aliases) -> Iterator[_Named]:
    own_names = {plain_title(own.title), own.document_number}
    for found in find_titles(body):
        if found.span.start in aliases.places:
            yield _Named("document", found.span, None, cited=False)
            continue
        target = aliases.target(found)
        itself = target is None or target in own_names
        if found.title in own_names and found.number in (None, own.document_number):
            itself = True
        yield _Named("document", found.span, target, cited=not itself)


def _numbers(body: str, own: Recognised) -> Iterator[_Named]:
    """Bare numbers; one beside a title is the title's, as in its bracket, but not after 和."""
    for found in find_numbers(body):
        target = found.number.normalised
        beside = _AFTER_TITLE.search(body, max(0, found.span.start - 24), found.span.start)
        if target != own.document_number and not beside:
            yield _Named("document", found.span, target)


def _articles(body: str, own: Recognised, titles: Iterable[str]) -> Iterator[_Named]:
    """Articles of laws named without 《》 (刑法第三条)."""
    for span, title in find_articles(body, titles):
        if title != own.title:
            yield _Named("document", span, title)


def _meetings(
    body: str, region: str | None, vocabulary: Vocabulary, own: Recognised
) -> Iterator[_Named]:
    slugs = {own.meeting.slug if own.meeting else None, *(e.meeting for e in own.history)} - {None}
    names = {own.meeting.name} if own.meeting else set()
    for span, slug in particular_meetings(body, region, vocabulary, is_law=own.genre == "law"):
        itself = slug in slugs or body[slice(*span)] in names
        yield _Named("meeting", span, slug, cited=not itself)


def _with(named: list[_Named], more: Iterator[_Named]) -> list[_Named]:
    """Both in order, without what overlaps with `named`, which has no overlaps itself."""
    starts = [n.span.start for n in named]
    added = []
    for other in more:
        at = bisect_left(starts, other.span.end)
        if at == 0 or named[at - 1].span.end <= other.span.start:
            added.append(other)
    return sorted((*named, *added), key=lambda n: n.span)
