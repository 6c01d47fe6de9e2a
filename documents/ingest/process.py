"""Run the pipeline over many inputs, in one process or several, results in input order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from documents.ingest.inputs import Input
from documents.ingest.pipeline import Draft, Tools, run
from documents.ingest.readers import read
from documents.ingest.record import SourceInfo
from documents.ingest.workers import Workers
from documents.text.offsets import OffsetMap
from documents.text.refusal import RefusedInput
from documents.text.similarity import Fingerprint, fingerprint
from documents.text.stages import RawDocument
from taxonomy.vocabulary import Vocabulary

if TYPE_CHECKING:
    from documents.search.analyser import Analyser
    from documents.search.bodies import Body


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input: a finished draft, or the reason why there is none.

    `sample` is the fingerprint of the draft's text and `body` the text as it is indexed, made here
    because workers have the time; without an analyser there is no `body`.
    """

    source: SourceInfo
    draft: Draft | None
    error: str | None
    raw: bytes
    sample: Fingerprint | None = None
    body: Body | None = None


def read_input(item: Input) -> tuple[SourceInfo, RawDocument]:
    """The document of one input, with what its reader learnt of the source.

    Raises `RefusedInput`.
    """
    if item.error is not None:
        raise RefusedInput(item.error)
    if item.document is not None:
        return item.source, item.document
    content = next(iter(read(item.raw, item.path.suffix.lower()))).content
    if isinstance(content, RefusedInput):
        raise content
    content = replace(content, metadata={**content.metadata, **item.beside})
    url, media_type = content.metadata.get("url"), content.media_type
    return replace(item.source, url=url, media_type=media_type), content


def process(item: Input, tools: Tools, analyser: Analyser | None = None) -> Result:
    """Read and run one input; whatever goes wrong with it becomes its error."""
    source = item.source
    try:
        source, document = read_input(item)
        draft = run(document, tools)
        body = _body(draft, analyser) if analyser else None
        return Result(source, draft, None, item.raw, fingerprint(draft.text), body)
    except RefusedInput as error:
        return Result(source, None, str(error), item.raw)
    except Exception as error:
        return Result(source, None, f"{type(error).__name__}: {error}", item.raw)


def process_all(
    items: Iterable[Input],
    vocabulary: Vocabulary,
    *,
    workers: int = 1,
    analyser: Analyser | None = None,
) -> Iterator[Result]:
    """Results in the order of `items`. With one worker, all happens in this process.

    With the analyser of the index, texts are cut for it as well.
    """
    tools = prepared_tools(vocabulary)
    if analyser:
        analyser.words("起步")
    if workers <= 1:
        for item in items:
            yield process(item, tools, analyser)
        return
    crew = Workers(lambda item: _light(process(item, tools, analyser)), _died, workers)
    for item, result in crew.results(items):
        yield replace(result, raw=item.raw)


def _body(draft: Draft, analyser: Analyser) -> Body:
    """Imported late: all else here runs without Django."""
    from documents.search.bodies import body_of
    from documents.search.passages import Span

    outline = enumerate(draft.sections, start=1)
    spans = [Span(position, s.type, s.level, s.start, s.end) for position, s in outline]
    return body_of(draft.text, spans, analyser)


def _light(result: Result) -> Result:
    """A result that is quickly sent to another process: without the texts that nobody reads there.

    What is stored is the text of the body; the raw bytes are where they came from.
    """
    draft = result.draft
    if draft is None or draft.cleaned is None:
        return replace(result, raw=b"")
    cleaned = replace(draft.cleaned, text="", offsets=OffsetMap())
    raw = replace(draft.raw, text="")
    return replace(result, draft=replace(draft, raw=raw, cleaned=cleaned), raw=b"")


def _died(item: Input, reason: str) -> Result:
    return Result(item.source, None, reason, item.raw)


@lru_cache(maxsize=1)
def prepared_tools(vocabulary: Vocabulary) -> Tools:
    """The tools with their automaton built, so that workers share its memory."""
    tools = Tools(vocabulary)
    _ = tools.matcher
    return tools
