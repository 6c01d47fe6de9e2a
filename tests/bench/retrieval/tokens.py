"""The words of a collection, cut once a paragraph and shared by all peers."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from documents.search.analyser import Analyser
from tests.bench.retrieval.collection import Made
from tests.bench.retrieval.paragraphs import Paragraphs


class Tokens:
    """Paragraph number → its lexemes in order, in search mode; kept in a file of `cache`."""

    def __init__(self, paragraphs: Paragraphs, analyser: Analyser, cache: Path | None) -> None:
        self.paragraphs, self.analyser = paragraphs, analyser
        path = cache / f"tokens-{self._key()}" if cache else None
        if path and path.exists():
            with path.open("rb") as file:
                found: list[list[str]] = marshal.load(file)  # noqa: S302 - a file of our own
        else:
            found = [self.cut(text) for text in paragraphs.texts]
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(marshal.dumps(found))
        self._words = found

    def cut(self, text: str) -> list[str]:
        return [sys.intern(word) for word, _, _ in self.analyser.words(text)]

    def of(self, made: Made) -> list[str]:
        """The words of a document: of its title, then of its text."""
        words = self.cut(made.title)
        for at in made.paragraphs:
            words += self._words[at]
        return words

    def _key(self) -> str:
        texts = hashlib.sha256("\n".join(self.paragraphs.texts).encode()).hexdigest()
        return f"{self.analyser.version}-{texts[:16]}"


def document_frequencies(documents: Iterable[list[str]]) -> Counter[str]:
    """Word → number of the documents that have it."""
    found: Counter[str] = Counter()
    for words in documents:
        found.update(set(words))
    return found
