"""The paragraphs that collections are made of, read from the corpora beside the project."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"

POOLS = {
    "news": "cctv_news_2023_2025.jsonl",
    "law": "laws.jsonl",
    "report": "national_reports.jsonl",
    "local": "local_documents.jsonl",
}
PROVINCIAL = "provincial_reports_2026"
CATALOGUE = "catalogue_records.tsv"
SHORTEST = 6
"""Characters of the shortest paragraph; what is shorter is debris."""

_MARKS = re.compile(r"^#+\s*|\*\*|[\u3000\xa0\r\t]+")
_HEADING = re.compile(
    r"^(第[一二三四五六七八九十百]+[编章节])\s*(.*)|^([一二三四五六七八九十]+)、(.{2,30})$"
)
_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百零]+条)")


@dataclass(frozen=True, slots=True)
class Origin:
    """A document of the corpus: its title and its paragraphs, as a range of their numbers."""

    title: str
    paragraphs: range


@dataclass
class Paragraphs:
    """All paragraphs in one list, the documents that they come from by pool, catalogue titles."""

    texts: list[str] = field(default_factory=list)
    pools: dict[str, list[Origin]] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)

    @cached_property
    def shapes(self) -> list[tuple[str, str | None, str | None]]:
        """Type, label and heading of the section that each paragraph is."""
        return [shape(text) for text in self.texts]

    def add(self, pool: str, title: str, text: str) -> None:
        """Add a document; one without paragraphs is left out."""
        lines = (_MARKS.sub("", line).strip() for line in text.split("\n"))
        first = len(self.texts)
        self.texts += (line for line in lines if len(line) >= SHORTEST)
        if len(self.texts) > first:
            origin = Origin(title, range(first, len(self.texts)))
            self.pools.setdefault(pool, []).append(origin)


def shape(text: str) -> tuple[str, str | None, str | None]:
    """Type, label and heading of a paragraph as a section.

    >>> shape("第一章 总则")
    ('chapter', '第一章', '总则')
    """
    if found := _HEADING.match(text):
        label, heading = found[1] or f"{found[3]}、", found[2] or found[4]
        return ("chapter" if found[1] else "heading"), label, heading or None
    if found := _ARTICLE.match(text):
        return "article", found[1], None
    return "paragraph", None, None


def read_paragraphs() -> Paragraphs:
    """Every paragraph of the corpora, in the order of the files; the same on every run."""
    found = Paragraphs()
    for pool, name in POOLS.items():
        for title, text in _records(CORPUS / name):
            found.add(pool, title, text)
    for path in sorted((CORPUS / PROVINCIAL).glob("*.txt")):
        found.add("report", f"{path.stem}政府工作报告", path.read_text("utf-8"))
    with (CORPUS / CATALOGUE).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found.titles = [row["title"] for row in rows if 8 <= len(row["title"] or "") <= 200]
    return found


def _records(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["title"], record["text"]
