"""How often the parts of laws are counted right, and how many citations are found and right.

    .venv/bin/python -m tests.bench.structure [--half tune|report] [--wrong] [structure|citations]

`tests/data/law_structure.tsv` holds what 50 laws count by hand: 编, 章, 节, 条 and 附件. An article
is a 第…条, and in a text without them a numbered paragraph (一、 in decisions and amendments); a
chapter that lost its number is none. `tests/data/citations.tsv` holds what documents cite: titles
in 《》, numbers, law articles (刑法第三条, whose law the text names in full) and meetings, one row
for each place; a relation `?` says that a reader may count it or not. The documents themselves are
in `../shared`. Every other law belongs to the half that rules may be tuned on (`tune`); so do the
citations that were labelled first. Those of the other half (`report`) were labelled by reading
before the rules had been tried on them, and are only counted.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from documents.ingest.pipeline import Draft, Tools, run
from documents.text.stages import Citation, RawDocument
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.bench.extraction import CORPUS, SETS, Score, report

DATA = Path(__file__).resolve().parents[1] / "data"
PARTS = ("编", "章", "节", "条", "附件")
_Item = TypeVar("_Item")
_TYPES = {"附件": "attachment"}


def structure(half: str | None) -> Score:
    """Counts a part of a law (章, 条 …), and whether all of a law's counts are right (`exact`)."""
    score = Score()
    laws = {row["id"]: row for row in _jsonl("laws.jsonl")}
    for row in _halved(_table("law_structure.tsv"), half):
        draft = _read(RawDocument(laws[row["id"]]["text"], "text/plain"))
        types = Counter(section.type for section in draft.sections)
        expected = tuple(int(row[part]) for part in PARTS)
        got = tuple(types[_TYPES.get(part, part)] for part in PARTS)
        _note(score, row["id"], "exact", expected, got)
        for part, wanted, counted in zip(PARTS, expected, got, strict=True):
            _note(score, row["id"], part, wanted, counted)
    return score


def citations(half: str | None) -> Score:
    """Citations a kind: right, missed and extra; and the relations of the right ones."""
    score = Score()
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in _table("citations.tsv"):
        if half in (None, row["half"]):
            rows.setdefault((row["set"], row["document"]), []).append(row)
    for (name, document), cited in rows.items():
        found = _read(_texts(name)[document]).citations
        _compare(score, document, cited, found)
    return score


def _compare(
    score: Score, document: str, rows: list[dict[str, str]], found: tuple[Citation, ...]
) -> None:
    """Pair what was found with rows of the same kind and target, of the same relation first."""
    open_rows = [row for row in rows if row["kind"]]
    unpaired = list(found)
    for same_relation in (True, False):
        for citation in tuple(unpaired):
            row = next((r for r in open_rows if _fits(citation, r, same_relation)), None)
            if row is None:
                continue
            unpaired.remove(citation)
            open_rows.remove(row)
            if row["relation"] != "?":
                _note(score, document, citation.kind, row["target"], row["target"])
                _note(score, document, "relation", row["relation"], citation.relation)
    for citation in unpaired:
        _note(score, document, citation.kind, None, citation.target or citation.surface)
    for row in open_rows:
        if row["relation"] != "?":
            _note(score, document, row["kind"], row["target"], None)


def _fits(citation: Citation, row: dict[str, str], same_relation: bool) -> bool:
    same = citation.relation == row["relation"] or not same_relation
    named = row["target"] in (citation.target or "", citation.surface)
    return same and citation.kind == row["kind"] and named


def _note(score: Score, document: str, name: str, expected: object, got: object) -> None:
    """Count one answer; `None` stands for nothing there, 0 is a number like others."""
    outcome = "right" if expected == got else "wrong"
    if outcome == "wrong" and None in (expected, got):
        outcome = "missed" if got is None else "extra"
    score.counts.setdefault(name, Counter())[outcome] += 1
    if outcome != "right":
        score.wrong.append(f"{document} {name}: expected {expected!r}, got {got!r}")


def _halved(items: list[_Item], half: str | None) -> Iterator[_Item]:
    for number, item in enumerate(items):
        if half is None or (number % 2 == 0) == (half == "tune"):
            yield item


@cache
def _tools() -> Tools:
    return Tools(load_vocabulary())


def _read(raw: RawDocument) -> Draft:
    return run(raw, _tools())


@cache
def _texts(name: str) -> dict[str, RawDocument]:
    """The documents of a set by the names that the table gives them."""
    if name == "cctv":
        rows = _jsonl("cctv_news_2023_2025.jsonl")
        return {r["id"]: RawDocument(r["text"], "text/plain", {"title": r["title"]}) for r in rows}
    return {case.name: case.raw for case in SETS[name](_tools().vocabulary)}


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _jsonl(name: str) -> Iterator[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


MEASURES: dict[str, Callable[[str | None], Score]] = {
    "structure": structure,
    "citations": citations,
}


def main() -> int:
    return report(MEASURES, __doc__)


if __name__ == "__main__":
    raise SystemExit(main())
