"""What the index needs of a document's text: the expensive part, made wherever there is time.

Pure and small, so that the process that reads a document can make it and send it to the writer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from documents.search.analyser import Analyser
from documents.search.passages import PassageRow, Span, passage_rows


@dataclass(frozen=True, slots=True)
class Body:
    """A text cut by the analyser of this version: how often each word stands in it, its passages.

    `length` is the text's, in code points.
    """

    analyser: str
    length: int
    words: Counter[str]
    passages: list[PassageRow]


def body_of(text: str, sections: Sequence[Span], analyser: Analyser) -> Body:
    """Cut a text, once; `sections` as for `passage_rows`."""
    return Body(analyser.version, len(text), analyser.counted(text), passage_rows(text, sections))
