"""Which inputs are stored already, asked for many at once, so that a second run is quick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from django.db.models import Q

from documents.ingest.inputs import Input
from documents.ingest.workers import batches
from documents.models import Source

BATCH = 500
BATCH_BYTES = 4_000_000
"""Inputs that are looked up together, and the bytes that they may hold in memory."""


@lru_cache(maxsize=8)
def location(path: str) -> str:
    """Where a file stands, as sources name it."""
    return str(Path(path).resolve())


def unknown(items: Iterable[Input], skipped: Callable[[Input], None]) -> Iterator[Input]:
    """The inputs that are not stored as they are; the others are reported to `skipped`.

    Two statements a batch. What could not be read is never known.
    """
    for batch in batches(items, BATCH, BATCH_BYTES):
        known = _known(batch)
        for item in batch:
            if item.error is None and _is_known(item, known):
                skipped(item)
            else:
                yield item


def _known(batch: list[Input]) -> dict[object, str]:
    """The hashes of current sources by place, and every hash that some current source has."""
    places = {location(item.source.path) for item in batch}
    hashes = {item.source.sha256 for item in batch}
    records = {item.source.record for item in batch} - {None}
    here = Q(location__in=places) & (Q(record=None) | Q(record__in=records))
    current = Source.objects.filter(is_current=True)
    rows = [*current.filter(here).values_list("location", "record", "sha256")]
    rows += current.filter(sha256__in=hashes).values_list("location", "record", "sha256")
    known: dict[object, str] = {}
    for place, record, sha256 in rows:
        known[place, record] = sha256
        known[sha256, record] = sha256
    return known


def _is_known(item: Input, known: dict[object, str]) -> bool:
    """As `matching.Known.is_stored` would say it."""
    record, sha256 = item.source.record, item.source.sha256
    here = known.get((location(item.source.path), record))
    return here == sha256 if here is not None else (sha256, record) in known
