"""The way of a document through ingest, as one list.

A `Draft` starts with what a reader handed on; every stage fills in its part and hands the draft
on. The stages are pure: nothing here reads a file, a path or a database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from documents.text.citations import find_citations
from documents.text.cleaning import clean
from documents.text.cleaning.run import Change
from documents.text.offsets import OffsetMap
from documents.text.outline import has_table_of_contents, outline
from documents.text.recognise import recognise
from documents.text.segmentation import BackendName, Segmenter, dictionary_words
from documents.text.stages import (
    Citation,
    Cleaned,
    RawDocument,
    Recognised,
    Section,
    Span,
    TermMention,
)
from taxonomy.matching import SHORT, TermMatcher
from taxonomy.vocabulary import Vocabulary


@dataclass(frozen=True)
class Tools:
    """What the stages look things up in; built once a process."""

    vocabulary: Vocabulary
    segmenter: BackendName = "auto"

    @cached_property
    def matcher(self) -> TermMatcher:
        short = (word for word in dictionary_words(self.vocabulary) if len(word) <= SHORT)
        return TermMatcher(self.vocabulary, Segmenter(short, self.segmenter).boundaries)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way; what a later stage fills in is empty until then.

    `digest` is set from the start where a curator's summary comes with the record; `changes`, where
    they are asked for, takes every change that cleaning makes.
    """

    raw: RawDocument
    cleaned: Cleaned | None = None
    recognised: Recognised | None = None
    text: str = ""
    digest: str = ""
    offsets: OffsetMap = field(default_factory=OffsetMap)
    sections: tuple[Section, ...] = ()
    terms: tuple[TermMention, ...] = ()
    digest_terms: tuple[TermMention, ...] = ()
    citations: tuple[Citation, ...] = ()
    flags: frozenset[str] = frozenset()
    changes: list[Change] | None = None

    @property
    def metadata(self) -> Recognised:
        """What was recognised; only to be asked for after that stage."""
        if self.recognised is None:
            raise RuntimeError("the draft has not been through recognition")
        return self.recognised


Stage = Callable[[Draft, Tools], Draft]


def clean_text(draft: Draft, tools: Tools) -> Draft:
    """Reads `raw`; writes `cleaned`."""
    cleaned = clean(draft.raw.text, draft.changes)
    return replace(draft, cleaned=cleaned, flags=draft.flags | cleaned.flags)


def recognise_metadata(draft: Draft, tools: Tools) -> Draft:
    """Reads `cleaned` and the metadata beside the text; writes `recognised`."""
    assert draft.cleaned is not None  # noqa: S101 - the list below runs cleaning first
    recognised = recognise(draft.cleaned, draft.raw.metadata, tools.vocabulary)
    return replace(draft, recognised=recognised, flags=draft.flags | recognised.flags)


def cut_body(draft: Draft, tools: Tools) -> Draft:
    """Reads `cleaned` and the span of the body; writes `text` and its way back to the raw text."""
    assert draft.cleaned is not None  # noqa: S101 - as above
    start, end = draft.metadata.body
    text = draft.cleaned.text[start:end]
    flags = draft.flags if text else draft.flags | {"no_text"}
    return replace(draft, text=text, offsets=draft.cleaned.offsets.slice(start, end), flags=flags)


def outline_sections(draft: Draft, tools: Tools) -> Draft:
    """Reads `text`; writes `sections`."""
    flags = {"table_of_contents"} if has_table_of_contents(draft.text) else set()
    return replace(draft, sections=outline(draft.text), flags=draft.flags | flags)


def tag_terms(draft: Draft, tools: Tools) -> Draft:
    """Reads `text`, `digest` and the region; writes `terms` and `digest_terms`."""

    def tagged(text: str) -> tuple[TermMention, ...]:
        return tuple(TermMention(*m) for m in tools.matcher.find(text, draft.metadata.region))

    return replace(draft, terms=tagged(draft.text), digest_terms=tagged(draft.digest))


def cite(draft: Draft, tools: Tools) -> Draft:
    """Reads `text` and what was recognised; writes `citations`."""
    own = draft.metadata
    found = find_citations(draft.text, region=own.region, vocabulary=tools.vocabulary, own=own)
    return replace(draft, citations=found)


PIPELINE: tuple[Stage, ...] = (
    clean_text,
    recognise_metadata,
    cut_body,
    outline_sections,
    tag_terms,
    cite,
)


def run(raw: RawDocument, tools: Tools, changes: list[Change] | None = None) -> Draft:
    """Take one document through every stage. Raises `RefusedInput` where it cannot be read."""
    draft = Draft(raw, changes=changes)
    for stage in PIPELINE:
        draft = stage(draft, tools)
    return draft


def evidence_in_text(draft: Draft) -> dict[str, Span | str]:
    """Evidence as spans of `text`; what stands above or below the text is its metadata."""
    start, end = draft.metadata.body
    found: dict[str, Span | str] = {}
    for name, where in draft.metadata.evidence.items():
        if isinstance(where, Span) and start <= where.start and where.end <= end:
            found[name] = Span(where.start - start, where.end - start)
        else:
            found[name] = "metadata"
    return found
