"""Authors, speaker and publisher: reads bylines and hints."""

from __future__ import annotations

import re

from documents.text.recognise.bodies import resolve_body
from documents.text.recognise.context import Context, found, span_in
from documents.text.recognise.datelines import Dateline, read_dateline
from documents.text.recognise.layout import Line
from documents.text.recognise.roles import BYLINE_MARKS, PERSON
from documents.text.stages import Evidence, Recognised, Span

_AUTHOR = re.compile(
    r"[（(]\s*(?:(?P<name>[一-龥·]{2,4})[ 　，,：:]+)?(?:本文)?作者\s*(?:[为是系:：]|单位[:：])\s*"
    r"(?P<who>[^）)]{2,60})[）)]"
)
_REPORTER = re.compile(
    r"(?:记者|通讯员|作者)[ \u3000:：]*"
    r"(?P<who>(?:(?!记者|通讯员|报道)[一-龥·]){2,9}"
    r"(?:[ \u3000、，]+(?:(?!记者|通讯员)[一-龥·]){2,4})*)"
)
_SPEAKER = re.compile(
    r"(?:省长|市长|主席|总理|州长|县长|区长|院长|检察长|主任|盟长|旗长|专员|行政长官|书记|[部厅局署]长)"
    r"[ \u3000]*"
    r"(?P<who>[一-龥·]{1,12}(?:[ \u3000][一-龥]{1,2})?)[）)]?$"
)
_NAME_ALONE = re.compile(
    r"^[□■◎○●　 ]*(?P<who>[一-龥]{2,4}|[一-龥]{2,8}·[一-龥·]{2,12}|[一-龥](?:[ 　]+[一-龥]){1,2})$"
)
_ISSUE = re.compile(
    r"(?:(?P<mark>《)|)(?P<outlet>[^《》（）()\d\s]{2,20})(?(mark)》)"
    r"(?:[ \u3000（(]*\d{4}年(?:第?\d{1,3}[期号]|[^《》]{0,24}))?"
)
"""《示例日报》2023年6月5日第3版, 《样本》2023年第4期."""
_NOT_WHO = re.compile(r"主持|出席|讲话|报告|主任|书记")


def recognise_people(context: Context, record: Recognised) -> Recognised:
    """Who wrote it and who delivered it, by bylines; the outlet as stated, else by the dateline."""
    authors, where = _authors(context, record)
    speaker, spoken = _speaker(context, record)
    publisher, outlet = _publisher(context, record)
    return found(
        record,
        {"authors": where, "speaker": spoken, "publisher": outlet},
        authors=authors,
        speaker=speaker,
        publisher=publisher,
    )


def _publisher(context: Context, record: Recognised) -> tuple[str | None, Evidence | None]:
    """The outlet: as stated beside the text, else that of a report's dateline (新华社长沙…电).

    A news record's issuer that is no body of authority is its outlet, too (央视网《新闻联播》).
    """
    stated = context.beside("publisher", "source")
    if stated is None and record.genre in ("news", "article"):
        stated = context.beside("issuer")
        if stated and resolve_body(stated, context.vocabulary, None):
            stated = None
    if stated:
        return outlet_of(stated), span_in(context.text, stated) or "metadata"
    first, dateline = _dateline(context, record)
    if dateline is None or dateline.outlet_span is None:
        return None, None
    start, end = dateline.outlet_span
    return dateline.outlet, Span(first.start + start, first.start + end)


def outlet_of(source: str) -> str:
    """The outlet alone where a source names one of its issues.

    >>> outlet_of("《示例日报》2023年6月5日第3版"), outlet_of("央视网《新闻联播》")
    ('示例日报', '央视网《新闻联播》')
    """
    issue = _ISSUE.fullmatch(source.strip())
    return issue["outlet"] if issue else source.strip()


def _dateline(context: Context, record: Recognised) -> tuple[Line, Dateline | None]:
    lines = context.layout.body
    if record.genre != "news" or not lines:
        return Line(0, 0, "", "body"), None
    return lines[0], read_dateline(lines[0].text)


def _authors(context: Context, record: Recognised) -> tuple[tuple[str, ...], Evidence | None]:
    """What the byline says: 湘潭市委书记, or the reporters' names."""
    stated = context.beside("author", "authors")
    if stated:
        hinted = tuple(name for value in context.hinted("author") for name in _names(value))
        names = hinted if stated in context.hinted("author") else _names(stated)
        return names, "metadata" if names else None
    lines = [*context.layout.tail, *context.layout.head_lines("byline", "source")]
    for line in lines:
        match = _AUTHOR.search(line.text)
        if match:
            author = f"{match['who'].strip()} {match['name'] or ''}".strip()
            return (author,), span_in(context.text, match["who"], line.start)
    if record.genre == "article":
        for line in context.layout.head_lines("byline"):
            signed = _MARKED.sub("", line.text.strip()).strip("　 ")
            return (re.sub(r"^[（(](.*)[）)]$", r"\1", signed),), line.span
    if record.genre not in ("news", "article"):
        return (), None
    first, dateline = _dateline(context, record)
    stated_by = [(line.text, line.span) for line in lines]
    if dateline and dateline.byline and dateline.byline_span:
        start, end = dateline.byline_span
        stated_by.append((dateline.byline, Span(first.start + start, first.start + end)))
    for text, span in stated_by:
        reporters = [name for m in _REPORTER.finditer(text) for name in _names(m["who"])]
        if reporters:
            return tuple(reporters), span
    return (), None


_MARKED = re.compile(rf"^[{BYLINE_MARKS}　 ]*(?:文[/／])?")


def _names(text: str) -> tuple[str, ...]:
    parts = re.split(r"[ \u3000、，,;；]+|(?:全媒体|本报)?记者|通讯员", text.strip())
    return tuple(name for part in parts if part for name in _parted(part))


def _parted(names: str) -> tuple[str, ...]:
    """何苗罗小青: names written without a space, where only one reading has surnames in place."""
    if not 5 <= len(names) <= 9 or "·" in names:
        return (names,)
    good = [reading for reading in _readings(names) if all(PERSON.match(name) for name in reading)]
    return good[0] if len(good) == 1 else (names,)


def _readings(names: str) -> list[tuple[str, ...]]:
    if not names:
        return [()]
    return [(names[:n], *rest) for n in (2, 3) if len(names) >= n for rest in _readings(names[n:])]


def _speaker(context: Context, record: Recognised) -> tuple[str | None, Evidence | None]:
    """Who delivered a report or a speech, from the line under the title."""
    if record.genre not in ("report", "speech"):
        return None, None
    stated = context.beside("speaker")
    if stated:
        return stated, "metadata"
    for line in context.layout.head_lines("byline", "session"):
        match = _SPEAKER.search(line.text.strip()) or _NAME_ALONE.match(line.text.strip())
        if match and not _NOT_WHO.search(match["who"]):
            span = span_in(context.text, match["who"], line.start)
            return re.sub(r"[ \u3000]", "", match["who"]), span
    return None, None
