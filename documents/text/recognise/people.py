"""Authors, speaker and publisher: reads bylines and hints."""

from __future__ import annotations

import re

from documents.text.recognise.context import Context, found, span_in
from documents.text.stages import Evidence, Recognised

_AUTHOR = re.compile(
    r"[（(]\s*(?:本文)?作者\s*(?:[为是系:：]|单位[:：])\s*(?P<who>[^）)]{2,60})[）)]"
)
_REPORTER = re.compile(
    r"(?:记者|通讯员|作者)[ \u3000:：]*"
    r"(?P<who>[一-龥·]{2,4}(?:[ \u3000、，]+[一-龥·]{2,4})*)"
)
_SPEAKER = re.compile(
    r"(?:省长|市长|主席|总理|州长|县长|区长|院长|检察长|主任|盟长|旗长|专员|行政长官|书记|[部厅局署]长)"
    r"[ \u3000]*"
    r"(?P<who>[一-龥·]{1,12}(?:[ \u3000][一-龥]{1,2})?)[）)]?$"
)
_NAME_ALONE = re.compile(
    r"^[□■◎○●　 ]*(?P<who>[一-龥]{2,4}|[一-龥]{2,8}·[一-龥·]{2,12}|[一-龥](?:[ 　]+[一-龥]){1,2})$"
)
_NOT_WHO = re.compile(r"主持|出席|讲话|报告|主任|书记")


def recognise_people(context: Context, record: Recognised) -> Recognised:
    authors, where = _authors(context, record)
    speaker, spoken = _speaker(context, record)
    publisher = context.beside("publisher", "source")
    return found(
        record,
        {"authors": where, "speaker": spoken, "publisher": _publisher_evidence(context, publisher)},
        authors=authors,
        speaker=speaker,
        publisher=publisher.strip() if publisher else None,
    )


def _publisher_evidence(context: Context, publisher: str | None) -> Evidence | None:
    if publisher is None:
        return None
    return span_in(context.text, publisher) or "metadata"


def _authors(context: Context, record: Recognised) -> tuple[tuple[str, ...], Evidence | None]:
    """What the byline says: 湘潭市委书记, or the reporters' names."""
    stated = context.beside("author", "authors")
    if stated:
        hinted = tuple(name for value in context.hinted("author") for name in _names(value))
        return hinted if stated in context.hinted("author") else _names(stated), "metadata"
    lines = [*context.layout.tail, *context.layout.head_lines("byline", "source")]
    for line in lines:
        match = _AUTHOR.search(line.text)
        if match:
            return (match["who"].strip(),), span_in(context.text, match["who"], line.start)
    if record.genre == "article":
        for line in context.layout.head_lines("byline"):
            return (line.text.strip("□■◎○●　 （）()"),), line.span
    if record.genre != "news":
        return (), None
    for line in lines:
        names = [name for m in _REPORTER.finditer(line.text) for name in _names(m["who"])]
        if names:
            return tuple(names), line.span
    return (), None


def _names(text: str) -> tuple[str, ...]:
    parts = re.split(r"[ \u3000、，,;；]+", text.strip())
    return tuple(part for part in parts if part and part not in ("记者", "通讯员"))


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
