"""How well terms, candidates for terms and lists of components are found.

    .venv/bin/python -m tests.bench.terms [--news N] [--show N] [--lists]

Over the seeds, the provincial and national reports and the news of `../shared`: the terms of
`seeds/truth.json` that are found; the speed of the matcher; and, with every approved term taken for
unknown, how many of those that recur are proposed as candidates, by what they look like. `--show`
prints the commonest candidates, `--lists` every list of components, each with its context, to be
judged by reading.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from documents.ingest.inputs import inputs
from documents.ingest.pipeline import Tools
from documents.ingest.process import process
from documents.ingest.term_candidates import CandidateCounts, CountedText
from documents.text.candidate_forms import key, stem
from taxonomy.fixtures_vocabulary import load_vocabulary
from taxonomy.matching import TermMatcher
from taxonomy.vocabulary import TermEntry, Vocabulary

SHARED = Path(__file__).resolve().parents[3] / "shared"
_FIGURES = re.compile(r"[0-9]")
_NUMERAL = re.compile(r"[一二三四五六七八九十两双]")
MARKED = 0.3
"""The share of its mentions in quotation marks from which a term counts as one that is quoted."""


@dataclass
class Use:
    """How an approved term is used: documents, mentions, and mentions in quotation marks."""

    documents: set[str] = field(default_factory=set)
    mentions: int = 0
    quoted: int = 0


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def texts(tools: Tools, news: int) -> Iterator[CountedText]:
    """The documents as ingest reads them; the news as it came, which is clean."""
    corpus = SHARED / "corpus"
    paths = [
        SHARED / "seeds",
        corpus / "provincial_reports_2026",
        corpus / "national_reports.jsonl",
    ]
    for item in inputs(paths, max_bytes=1 << 30):
        draft = process(item, tools).draft
        if draft is not None and draft.text:
            name = f"{item.path.stem}#{item.source.record}"
            yield CountedText(name, draft.text, draft.metadata.region)
    with (corpus / "cctv_news_2023_2025.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, news):
            row = json.loads(line)
            yield CountedText(row["id"], row["text"], "100000")


def seed_terms(documents: Iterable[CountedText], tools: Tools) -> tuple[int, int]:
    """Terms of the seeds' truth that are found, of how many."""
    truth = json.loads((SHARED / "seeds" / "truth.json").read_text(encoding="utf-8"))
    slugs = {label: term.slug for term in tools.vocabulary.terms for label in term.labels}
    found = wanted = 0
    for document in documents:
        row = truth.get(document.document.partition("#")[0])
        if row:
            mentions = {span.term for span in tools.matcher.find(document.text, document.region)}
            expected = {slugs.get(label, label) for label in row["terms"]}
            found, wanted = found + len(expected & mentions), wanted + len(expected)
    return found, wanted


def uses(documents: Iterable[CountedText], matcher: TermMatcher) -> dict[str, Use]:
    found: dict[str, Use] = defaultdict(Use)
    for document in documents:
        for span in matcher.find(document.text, document.region):
            use = found[span.term]
            use.documents.add(document.document)
            use.mentions += 1
            around = document.text[max(span.start - 1, 0) : span.end + 1]
            use.quoted += any(mark in around for mark in "“”「」")
    return found


def look(term: TermEntry, use: Use) -> str:
    """What a term looks like to somebody who does not know it."""
    quoted = use.quoted > use.mentions * MARKED
    if _FIGURES.search(term.label):
        return "with figures"
    if _NUMERAL.search(term.label):
        return "with a numeral, quoted" if quoted else "with a numeral, bare"
    return "quoted" if quoted else "plain"


def recall(documents: list[CountedText], vocabulary: Vocabulary, matcher: TermMatcher) -> None:
    """Print how many of the approved terms that recur would be proposed were they not known."""
    unknown = CandidateCounts(TermMatcher(Vocabulary({}, {}, {}, ())))
    for document in documents:
        unknown.add(document)
    recurring = unknown.recurring(2)
    proposed = {c.key for c in recurring} | {c.stem for c in recurring}
    used = uses(documents, matcher)
    all_, hit = Counter[str](), Counter[str]()
    for term in vocabulary.terms:
        if len(used[term.slug].documents) < 2:
            continue
        shape = look(term, used[term.slug])
        all_[shape] += 1
        hit[shape] += any({key(name), stem(key(name))} & proposed for name in term.labels)
    for shape in sorted(all_):
        write(f"proposed though unknown, {shape}: {hit[shape]} of {all_[shape]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=int, default=20_000, help="news items to read")
    parser.add_argument("--show", type=int, default=0, help="candidates to print")
    parser.add_argument("--lists", action="store_true", help="print every list of components")
    asked = parser.parse_args()
    tools = Tools(load_vocabulary())
    documents = list(texts(tools, asked.news))
    write("terms of the seeds found: {} of {}".format(*seed_terms(documents, tools)))
    length = sum(len(document.text) for document in documents)
    started = time.process_time()
    mentions = sum(len(tools.matcher.find(d.text, d.region)) for d in documents)
    seconds = time.process_time() - started
    write(f"{len(documents)} texts, {mentions} mentions, {length / seconds:,.0f} characters/s")
    counts, lists = CandidateCounts(tools.matcher, examples=1), []
    started = time.process_time()
    for document in documents:
        lists += counts.add(document)
    seconds = time.process_time() - started
    recurring = counts.recurring(2)
    shapes = dict(Counter(c.shape for c in recurring))
    write(f"{len(recurring)} candidates {shapes}, {length / seconds:,.0f} characters/s")
    write(f"{len(lists)} lists of components, {sum(s.stated.certain for s in lists)} certain")
    recall(documents, tools.vocabulary, tools.matcher)
    for found in recurring[: asked.show]:
        write(f"{found.documents}\t{found.shape}\t{found.label}\t{found.examples[0].sentence}")
    for statement in lists if asked.lists else ():
        parts = "、".join(part.surface for part in statement.stated.components)
        write(f"{statement.document}\t{statement.stated.surface}\t{parts}")


if __name__ == "__main__":
    main()
