"""How often each field of the extraction record is right, set by set.

    .venv/bin/python -m tests.bench.extraction [--half tune|report] [--wrong] [SET…]

Reads the truth files of `../shared`. Every other document belongs to the half that rules may be
tuned on (`tune`); the other half (`report`) is only counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from documents.ingest.readers import read
from documents.text.cleaning import clean
from documents.text.dates import parse_date
from documents.text.recognise import recognise
from documents.text.recognise.bodies import resolve_body
from documents.text.recognise.heading import key
from documents.text.stages import KINDS, RawDocument, Recognised
from taxonomy.fixtures_vocabulary import load_vocabulary
from taxonomy.vocabulary import Vocabulary
from tests.bench.catalogue import labelled, numbered
from tests.bench.law_histories import history_events

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"


@dataclass(frozen=True)
class Case:
    """A document, and the fields whose truth is known (null: the document does not say)."""

    name: str
    raw: RawDocument
    truth: dict[str, Any]


@dataclass
class Score:
    """Counts a field: right, wrong, missed (null instead of a value), extra (a value instead)."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, case: Case, name: str, expected: Any, got: Any) -> None:
        if expected == got:
            outcome = "right"
        elif got in (None, (), ""):
            outcome = "missed"
        else:
            outcome = "wrong" if expected not in (None, ()) else "extra"
        self.counts.setdefault(name, Counter())[outcome] += 1
        if outcome != "right":
            self.wrong.append(f"{case.name} {name}: expected {expected!r}, got {got!r}")


def values(record: Recognised) -> dict[str, Any]:
    """The fields of a record that truth files hold, comparable."""
    meeting = record.meeting
    return {
        "title": key(record.title),
        "title_inferred": record.title_inferred,
        "genre": record.genre,
        "kind": record.kind,
        "document_number": record.document_number,
        "damaged_number": "damaged_number" in record.flags,
        "index_number": record.index_number,
        "issuer": tuple(ref.body or ref.name for ref in record.issuers),
        "region": record.region,
        "meeting": (meeting.body, meeting.convocation, meeting.session) if meeting else None,
        "held_on": meeting.held_from if meeting else None,
        "adopted_on": record.adopted_on,
        "published_on": record.published_on,
        "effective_on": record.effective_on,
        "publisher": record.publisher,
        "history": tuple((e.event, e.date) for e in record.history),
    }


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def seeds(vocabulary: Vocabulary) -> Iterator[Case]:
    truth = json.loads((SHARED / "seeds" / "truth.json").read_text(encoding="utf-8"))
    for name, row in truth.items():
        data = (SHARED / "seeds" / f"{name}.txt").read_bytes()
        known = {f: row[f] for f in ("genre", "kind", "region", "publisher") if f in row}
        known |= {
            "issuer": (row["body"],) if row["body"] else (),
            "adopted_on": day(row["adopted_on"]),
        }
        known["title_inferred"] = row.get("title_inferred", False)
        if "title" in row:
            known["title"] = key(row["title"])
        if row.get("meeting"):
            known |= _meeting(row["meeting"], row["meeting"]["body"])
        yield Case(name, _single(data, ".txt"), known)


def _meeting(row: dict[str, Any], body: str | None) -> dict[str, Any]:
    return {
        "meeting": (body, row["convocation"], row["session"]),
        "held_on": day(row["held_on"]),
    }


def govcn(vocabulary: Vocabulary, *, plain: bool = False) -> Iterator[Case]:
    """State Council pages; `plain` leaves the page's own table of metadata away."""
    for row in _jsonl(CORPUS / "govcn_html" / "truth.jsonl"):
        raw = _single((CORPUS / "govcn_html" / row["file"]).read_bytes(), ".html")
        known = {
            "title": key(row["title"]),
            "genre": "official",
            "kind": row["kind_guess"] if row["kind_guess"] in KINDS else None,
            "document_number": row["document_number"],
            "issuer": _resolved(row["issuer"], vocabulary),
            "region": "100000",
            "adopted_on": day(row["adopted_on"]),
            "meeting": None,
        }
        if plain:
            raw = RawDocument(raw.text, "text/plain")
        else:
            known |= {"published_on": day(row["published_on"]), "index_number": row["index_number"]}
        yield Case(row["file"], raw, known)


def _resolved(names: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    parts = re.split(r"[、\s]+", names)
    return tuple(resolve_body(part, vocabulary, None) or part for part in parts)


def govcn_plain(vocabulary: Vocabulary) -> Iterator[Case]:
    return govcn(vocabulary, plain=True)


def provincial(vocabulary: Vocabulary) -> Iterator[Case]:
    for row in _jsonl(CORPUS / "provincial_reports_2026" / "truth.jsonl"):
        data = (CORPUS / "provincial_reports_2026" / row["file"]).read_bytes()
        region = vocabulary.regions_by_name[row["region"]][0].code
        known = {
            "genre": "report",
            "kind": None,
            "issuer": (f"gov-{region}",),
            "region": region,
            "adopted_on": day(row["adopted_on"]),
            "published_on": day(row["published_on"]),
            "title_inferred": False,
            **_meeting(row["meeting"], f"npc-{region}"),
        }
        yield Case(row["file"], _single(data, ".txt"), known)


def laws(vocabulary: Vocabulary) -> Iterator[Case]:
    """Laws as plain text; the truth is read off the lines that their `history` lists."""
    for row in _jsonl(CORPUS / "laws.jsonl"):
        known: dict[str, Any] = {"title": key(row["title"])}
        if not re.search(
            r"(?:决定|批复|决议|意见|通知|答复|规划|方案|函)(?:[（(].*[）)])?$", row["title"]
        ):
            known["genre"] = "law"
        known |= _events(row, vocabulary)
        first = row["history"][0] if row["history"] else ""
        if first.endswith("通过") and "、" not in first:
            known["adopted_on"] = parse_date(first)
            if row["issuer"]:
                known["issuer"] = _resolved(row["issuer"], vocabulary)
            if row["history"][-1].endswith("日 施行"):
                known["effective_on"] = parse_date(row["history"][-1])
        yield Case(row["id"], RawDocument(row["text"], "text/plain"), known)


def _events(row: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """The first passing (day, body, meeting) and what came later, in order."""
    issuer = _resolved(row["issuer"], vocabulary)[0] if row["issuer"] else ""
    home = vocabulary.bodies[issuer].region if issuer in vocabulary.bodies else None
    events = history_events(row["history"], vocabulary, home)
    if not events or events[0][0] != "通过":
        return {}
    later = [event for event in events[1:] if event[0] != "施行"]
    return {
        "passing": events[0][1:],
        "events": tuple(later),
        **{f"events_{name}": tuple(event[:n] for event in later) for name, n in _DEPTHS},
    }


_DEPTHS = (("kinds", 1), ("days", 2))
"""How much of an event is compared: its kind, and its day; `events` also its body and meeting."""


def local(vocabulary: Vocabulary) -> Iterator[Case]:
    """Local notices without the metadata that came beside them, where the text holds the title."""
    for row in _jsonl(CORPUS / "local_documents.jsonl"):
        known: dict[str, Any] = {}
        whole = "..." not in row["title"]
        if whole and key(row["title"])[:20] in key(row["text"][:800]):
            known["title"] = key(row["title"])
        if row["doc_number"]:
            known["document_number"] = row["doc_number"]
        if row["type"] in ("通知", "意见", "函", "通报"):
            known |= {"genre": "official"}
        yield Case(row["id"], RawDocument(row["text"], "text/plain"), known)


def national(vocabulary: Vocabulary) -> Iterator[Case]:
    """Work reports and resolutions of the people's congress, with their titles beside them."""
    for row in _jsonl(CORPUS / "national_reports.jsonl"):
        known: dict[str, Any] = {"title": key(row["title"])}
        if row["type"] == "决议":
            known |= {"genre": "official", "kind": "决议", "issuer": ("npc-100000",)}
        elif row["type"] == "政府工作报告":
            known |= {"genre": "report", "kind": None, "issuer": ("gov-100000",)}
        yield Case(
            row["id"], RawDocument(row["text"], "text/plain", {"title": row["title"]}), known
        )


def catalogue(vocabulary: Vocabulary) -> Iterator[Case]:
    """Catalogue records labelled by hand."""
    return (Case(*row) for row in labelled())


def numbers(vocabulary: Vocabulary) -> Iterator[Case]:
    """The numbers of all catalogue records."""
    return (Case(*row) for row in numbered(CORPUS / "catalogue_records.tsv"))


SETS: dict[str, Callable[[Vocabulary], Iterator[Case]]] = {
    "seeds": seeds,
    "govcn": govcn,
    "govcn_plain": govcn_plain,
    "provincial": provincial,
    "laws": laws,
    "local": local,
    "national": national,
    "catalogue": catalogue,
    "numbers": numbers,
}


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _single(data: bytes, suffix: str) -> RawDocument:
    content = next(iter(read(data, suffix))).content
    if not isinstance(content, RawDocument):
        raise TypeError(str(content))
    return content


def score(name: str, half: str | None = None) -> Score:
    vocabulary = load_vocabulary()
    result = Score()
    for number, case in enumerate(SETS[name](vocabulary)):
        if half and (number % 2 == 0) != (half == "tune"):
            continue
        record = recognise(clean(case.raw.text), case.raw.metadata, vocabulary)
        got = values(record)
        got |= _read_events(record)
        for field_name, expected in case.truth.items():
            result.add(case, field_name, expected, got[field_name])
    return result


def _read_events(record: Recognised) -> dict[str, Any]:
    """As `_events` gives them."""
    meeting = record.meeting
    passing = (meeting.body, meeting.slug) if meeting else (None, None)
    events = tuple((e.event, e.date, e.body, e.meeting) for e in record.history)
    return {
        "passing": (record.adopted_on, *passing),
        "events": events,
        **{f"events_{name}": tuple(event[:n] for event in events) for name, n in _DEPTHS},
    }


def report(measures: Mapping[str, Callable[[str | None], Score]], description: str | None) -> int:
    """Print the scores of the sets named on the command line; the exit status."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("sets", nargs="*", default=list(measures), metavar="SET")
    parser.add_argument("--half", choices=("tune", "report"))
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    options = parser.parse_args()
    if not SHARED.exists():
        sys.stderr.write(f"no truth files: {SHARED} is absent\n")
        return 1
    for name in options.sets:
        result = measures[name](options.half)
        sys.stdout.write(f"{name}\n")
        for field_name, counts in result.counts.items():
            rest = ", ".join(f"{n} {what}" for what, n in sorted(counts.items()) if what != "right")
            sys.stdout.write(
                f"  {field_name:16} {counts['right']:4} of {counts.total():4}  {rest}\n"
            )
        if options.wrong:
            sys.stdout.writelines(f"    {line}\n" for line in result.wrong)
    return 0


def main() -> int:
    return report({name: partial(score, name) for name in SETS}, __doc__)


if __name__ == "__main__":
    raise SystemExit(main())
