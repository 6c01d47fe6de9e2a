"""Documents and meetings that a body names: where, how, and which ones they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.text.citations.relations import relations
from documents.text.citations.titles import FoundTitle, find_titles, plain_title
from documents.text.meetings import find_meetings
from documents.text.numbers import find_numbers
from documents.text.stages import Citation, Recognised, Span
from taxonomy.vocabulary import Vocabulary

__all__ = ["find_citations"]

_ONLY_MEETINGS = ("implements", "cites")
_SHORT_NAME = re.compile(
    r"(?:实施|工作|管理|暂行|试行|指导|若干|总体|行动|规划|发展|改革|本|该)*"
    r"(?:法|条例|规定|办法|细则|意见|通知|通报|公告|公报|决定|决议|批复|函|报告|建议|规划|纲要|计划|方案"
    r"|预案|措施|政策|制度|规则|规程|规范|标准|准则|章程|指南|目录|清单|协议|合同|说明|表)"
)
"""意见, 实施方案: short for a title given before."""


def find_citations(
    body: str, *, region: str | None, vocabulary: Vocabulary, own: Recognised
) -> tuple[Citation, ...]:
    """The citations in text order, without overlaps; the document and its own meeting are none.

    The target of a document is its normalised number where the text gives it, else its title; the
    target of a meeting is its slug; null where the text does not tell which one is meant.
    """
    named = [*_titles(body, own)]
    covered = [n.span for n in named]
    named += [n for n in _numbers(body, own) if not _inside(n.span, covered)]
    named += [n for n in _meetings(body, region, vocabulary, own) if not _inside(n.span, covered)]
    named.sort(key=lambda n: n.span)
    found = relations(body, [n.span for n in named])
    return tuple(
        _citation(body, n, relation) for n, relation in zip(named, found, strict=True) if n.cited
    )


_ORDINAL = re.compile(r"[届次]|[0-9]{4}年")
"""What a law's meetings have, unless they are any meeting of a kind (业主大会会议)."""


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


@dataclass(slots=True)
class _Aliases:
    """Short names given in the text (以下简称《意见》), and the titles met so far."""

    given: dict[str, str] = field(default_factory=dict)
    places: set[int] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)

    def target(self, found: FoundTitle) -> str | None:
        """The number or title that is meant; null for a short name that fits several or none."""
        if found.title in self.given:
            return self.given[found.title]
        if found.number or not _SHORT_NAME.fullmatch(found.title):
            target = found.number or found.title
            self.titles[found.title] = target
            if found.alias:
                self.given[found.alias] = target
                self.places.add(found.alias_start)
            return target
        fitting = {t for title, t in self.titles.items() if title.endswith(found.title)}
        return fitting.pop() if len(fitting) == 1 else None


def _titles(body: str, own: Recognised) -> Iterator[_Named]:
    aliases = _Aliases()
    own_names = {plain_title(own.title), own.document_number}
    for found in find_titles(body):
        if found.span.start in aliases.places:
            yield _Named("document", found.span, None, cited=False)
            continue
        target = aliases.target(found)
        itself = target is None or found.title in own_names or target in own_names
        yield _Named("document", found.span, target, cited=not itself)


def _numbers(body: str, own: Recognised) -> Iterator[_Named]:
    """Bare numbers; one in the bracket after a title belongs to the title."""
    for found in find_numbers(body):
        target = found.number.normalised
        if target != own.document_number and not _after_title(body, found.span.start):
            yield _Named("document", found.span, target)


def _after_title(body: str, start: int) -> bool:
    before = body[max(0, start - 12) : start].rstrip()
    return before.endswith(("》（", "》("))


def _meetings(
    body: str, region: str | None, vocabulary: Vocabulary, own: Recognised
) -> Iterator[_Named]:
    slugs = {own.meeting.slug if own.meeting else None, *(e.meeting for e in own.history)} - {None}
    names = {own.meeting.name} if own.meeting else set()
    for found in find_meetings(body, vocabulary, region):
        if (
            own.genre == "law"
            and not found.meeting.slug
            and not _ORDINAL.search(found.meeting.name)
        ):
            continue
        itself = found.meeting.slug in slugs or found.meeting.name in names
        yield _Named("meeting", found.span, found.meeting.slug, cited=not itself)


def _inside(span: Span, covered: list[Span]) -> bool:
    return any(outer.start < span.end and span.start < outer.end for outer in covered)
