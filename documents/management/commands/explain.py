"""`manage.py explain FILE`: how each field of a document was found."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.ingest.explanation import explanation
from documents.ingest.inputs import Input, inputs
from documents.ingest.pipeline import Tools
from documents.ingest.process import read_input
from documents.text.refusal import RefusedInput
from taxonomy.fixtures_vocabulary import load_vocabulary

REFUSED = 3


class Command(BaseCommand):
    help = (
        "Print how each field of a document was found: the rule, the evidence, how sure it is,"
        " and what other places of the document say. Needs no database."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="FILE", type=Path)
        parser.add_argument(
            "--record", type=int, metavar="N", help="the row of a .jsonl or .tsv file (default: 1)"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, path: Path, record: int | None, **options: Any) -> None:
        item = _one(path, record)
        try:
            source, document = read_input(item)
            found = explanation(source, document, Tools(load_vocabulary()))
        except RefusedInput as error:
            self.stderr.write(f"refused: {path}: {error}")
            raise SystemExit(REFUSED) from None
        if options["format"] == "json":
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_page(found)))


def _one(path: Path, record: int | None) -> Input:
    """The document of a file, or one row of a file of records."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder: name one file", returncode=2)
    try:
        for item in inputs([path], max_bytes=settings.INGEST_MAX_BYTES):
            if item.source.record in (None, record or 1):
                return item
    except FileNotFoundError as error:
        raise CommandError(str(error)) from None
    raise CommandError(f"{path} has no record {record or 1}")


def _page(found: dict[str, Any]) -> Iterator[str]:
    size = found["characters"]
    yield found["source"]["path"]
    yield (
        f"{found['source']['media_type']}, {size['read']} characters read,"
        f" {size['clean']} after cleaning, {size['text']} of them text"
    )
    yield f"flags: {' '.join(found['flags']) or 'none'}"
    yield from _titled("FIELDS", (line for field in found["fields"] for line in _field(field)))
    yield from _titled("CLEANING", (line for rule in found["cleaning"] for line in _rule(rule)))
    yield from _titled("SECTIONS", map(_section, found["sections"]))
    yield from _titled("TERMS", _terms(found["terms"]))
    yield from _titled("CANDIDATES FOR TERMS", map(_candidate, found["candidates"]))
    yield from _titled("COMPONENTS THAT THE TEXT STATES", map(_components, found["components"]))
    yield from _titled("CITATIONS", map(_citation, found["citations"]))


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"\n{title}"
    yield from list(lines) or ["  none"]


def _field(field: dict[str, Any]) -> Iterator[str]:
    yield f"  {field['field']} = {_shown(field['value'])}"
    yield f"      read from {_place(field)}"
    yield f"      rule {field['rule']}: {field['rule_text']}"
    yield f"      confidence {field['confidence']}: {field['reason']}"
    for other in field["alternatives"]:
        same = "the same" if other["value"] == field["value"] else _shown(other["value"])
        yield f"      {_place(other)} → {same}"


def _place(reading: dict[str, Any]) -> str:
    evidence = reading["evidence"]
    if evidence is None:
        return str(reading["place"])
    return f"{reading['place']} (line {evidence['line']}): {evidence['surface']}"


def _shown(value: Any) -> str:
    """A value on one line; of issuers, meetings and events what they are called."""
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    if isinstance(value, dict):
        said = [f"{part}" for part in value.values() if part is not None]
        return " · ".join(said)
    return str(value)


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    yield f"  {rule['rule']} ×{rule['count']}: {rule['taken']} characters → {rule['given']}"
    for example in rule["examples"]:
        yield f"      line {example['line']}: {example['before']!r} → {example['after']!r}"


def _section(section: dict[str, Any]) -> str:
    indent = "  " * section["level"]
    named = " ".join(part for part in (section["label"], section["heading"]) if part)
    return f"{indent}{section['type']} {named} (line {section['line']})"


def _terms(terms: list[dict[str, Any]]) -> Iterator[str]:
    """One line a term: where it stands first, how often, and how the text writes it."""
    counts = Counter(term["term"] for term in terms)
    for slug, count in counts.items():
        own = [term for term in terms if term["term"] == slug]
        variants = sorted({term["surface"] for term in own if term["by"] == "variant"})
        written = f", written {'、'.join(variants)}" if variants else ""
        yield f"  {own[0]['label']} ({slug}) ×{count}, first on line {own[0]['line']}{written}"


def _candidate(candidate: dict[str, Any]) -> str:
    return f"  line {candidate['line']}: {candidate['surface']} ({candidate['shape']})"


def _components(stated: dict[str, Any]) -> str:
    sure = "" if stated["certain"] else " (the first may have words stuck to it)"
    parts = "、".join(stated["components"])
    return f"  line {stated['line']}: {stated['surface']} = {parts}{sure}"


def _citation(citation: dict[str, Any]) -> str:
    target = citation["target"] or "no known target"
    relation = citation["relation"] or "names"
    return f"  line {citation['line']}: {relation} {citation['surface']} → {target}"
