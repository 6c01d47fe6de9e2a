"""The catalogue and the digests in `fixtures/` as results that can be stored."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from documents.ingest.inputs import Input
from documents.ingest.pipeline import Draft, Tools, tag_terms
from documents.ingest.process import Result
from documents.ingest.record import SourceInfo
from documents.text.stages import IssuerRef, MeetingRef, RawDocument, Recognised, Span
from taxonomy.vocabulary import Vocabulary

CATALOGUE_TYPE = "text/tab-separated-values"
DIGEST_TYPE = "application/json"


def catalogue_inputs(path: Path) -> Iterator[Input]:
    """The rows of a catalogue (title, document_number, adopted_on, published_on, url), no text."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            metadata = {name: value for name, value in row.items() if value}
            raw = json.dumps(metadata, ensure_ascii=False, sort_keys=True).encode()
            sha256 = hashlib.sha256(raw).hexdigest()
            source = SourceInfo(path.name, None, sha256, CATALOGUE_TYPE, metadata["url"])
            yield Input(path, source, raw, RawDocument("", CATALOGUE_TYPE, metadata))


def digest_results(path: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, Result]]:
    """Key and result of every digest; its metadata are facts that nobody needs to recognise."""
    tools = Tools(vocabulary)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = SourceInfo(
            path.name, None, hashlib.sha256(line.encode()).hexdigest(), DIGEST_TYPE, row["url"]
        )
        draft = Draft(
            RawDocument("", DIGEST_TYPE),
            recognised=_recognised(row, vocabulary),
            digest=row["digest"],
            flags=frozenset({"no_text"} | ({"title_inferred"} if row["title_inferred"] else set())),
        )
        yield row["key"], Result(source, tag_terms(draft, tools), None, line.encode())


def _recognised(row: dict[str, Any], vocabulary: Vocabulary) -> Recognised:
    region = vocabulary.regions.get(row["region"] or "")
    return Recognised(
        body=Span(0, 0),
        title=row["title"],
        title_inferred=row["title_inferred"],
        genre=row["genre"],
        kind=row["kind"],
        document_number=row["document_number"],
        issuers=tuple(
            IssuerRef(vocabulary.bodies[slug].short_name, slug) for slug in row["issuers"]
        ),
        region=row["region"],
        level=region.level if region else None,
        meeting=_meeting(row["meeting"], vocabulary),
        adopted_on=_day(row["adopted_on"]),
        published_on=_day(row["published_on"]),
        publisher=row["publisher"],
        authors=tuple(row["authors"]),
    )


def _meeting(slug: str | None, vocabulary: Vocabulary) -> MeetingRef | None:
    if slug is None:
        return None
    entry = vocabulary.meetings[slug]
    return MeetingRef(
        name=entry.name,
        slug=slug,
        body=entry.body,
        kind=entry.kind,
        convocation=entry.convocation,
        session=entry.session,
        held_from=entry.held_from,
        held_to=entry.held_to,
        place=entry.place,
    )


def _day(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None
