"""One collection in a database, with its queries and the peers that are fed its words."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import util
from itertools import islice
from pathlib import Path

from django.db.models import Count

from documents.models import Document
from documents.search.analyser import current_analyser
from taxonomy.models import Body
from tests.bench.retrieval.collection import collection
from tests.bench.retrieval.fts5 import Fts5
from tests.bench.retrieval.loading import Loader
from tests.bench.retrieval.naive import Naive
from tests.bench.retrieval.paragraphs import Paragraphs
from tests.bench.retrieval.peers import About, Entry, Peer, about
from tests.bench.retrieval.queries import SAMPLE, Ask, Maker, Values
from tests.bench.retrieval.tokens import Tokens

KINDS = 6
"""Kinds that queries filter by, the most frequent ones."""

ISSUERS = 12
"""Issuers likewise."""


@dataclass
class Stage:
    """A collection of `size` documents; `cache` keeps words from run to run."""

    paragraphs: Paragraphs
    size: int
    seed: int
    cache: Path | None = None

    def __post_init__(self) -> None:
        self._tokens: Tokens | None = None

    @property
    def tokens(self) -> Tokens:
        if self._tokens is None:
            self._tokens = Tokens(self.paragraphs, current_analyser(), self.cache)
        return self._tokens

    def fill(self) -> Iterator[str]:
        """Write the rows, unless they are there."""
        present = Document.objects.count()
        if present == self.size:
            yield f"{present:,} documents are there"
            return
        if present:
            raise ValueError(f"the database has {present} documents, not {self.size}")
        since = time.perf_counter()
        for written in Loader(self.paragraphs, self.seed).load(self.size):
            yield f"{written:,} documents written, {time.perf_counter() - since:,.0f} s"

    def queries(self) -> list[Ask]:
        """The queries; they are made from the sample's words and the most frequent values."""
        sample = collection(self.paragraphs, min(SAMPLE, self.size), self.seed)
        return Maker(list(sample), self.tokens, _values(), self.seed).all()

    def issuers(self) -> dict[str, int]:
        return dict(Body.objects.values_list("slug", "pk"))

    def entries(self, known: Mapping[str, About]) -> Iterator[Entry]:
        """The documents as peers index them, with what is `known` about them."""
        for made in islice(collection(self.paragraphs, self.size, self.seed), self.size):
            kind, issuers, day = known[made.id]
            words = " ".join(self.tokens.of(made))
            yield Entry(made.number + 1, words, kind, issuers, day)

    def peers(self, folder: Path) -> Iterator[tuple[Peer | None, str]]:
        """The peers, built one after another, and what building took; null for one left out."""
        known = about()
        found: list[Peer] = [Naive(), Fts5(folder)]
        if util.find_spec("tantivy"):
            from tests.bench.retrieval.tantivy_peer import Tantivy

            found += [Tantivy(folder), Tantivy(folder, counting=False)]
        else:
            yield None, "tantivy: left out, it is not installed (pip install tantivy)"
        for peer in found:
            since = time.perf_counter()
            peer.build(self.entries(known))
            took = time.perf_counter() - since
            yield peer, f"{peer.name}: built in {took:,.1f} s, {peer.size() / 1e6:,.1f} MB"


def _values() -> Values:
    """The most frequent issuers and kinds."""
    bodies = Body.objects.annotate(n=Count("documents")).order_by("-n", "slug")[:ISSUERS]
    kinds = Document.objects.exclude(kind=None).values("kind").annotate(n=Count("pk"))
    return Values(
        [(body.slug, body.pk) for body in bodies],
        [row["kind"] or "" for row in kinds.order_by("-n", "kind")[:KINDS]],
    )
