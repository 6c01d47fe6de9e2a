"""Reads a test collection: documents and queries as JSON lines, judgements as TREC's qrels."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any, Literal, TypeVar

from documents.search.evaluation.measures import Grades

Part = Literal["tune", "report"]
Value = TypeVar("Value")


class UnreadableCollection(Exception):
    """A file is not what it should be; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    id: str
    title: str
    text: str
    day: date | None


def documents(path: Path) -> Iterator[JudgedDocument]:
    """The records of a .jsonl file: `id`, `text`, and where there are any `title` and `date`."""
    known: set[str] = set()
    for number, record in _records(path):
        key = _identity(path, number, record, known)
        title = _text(path, number, record, "title", needed=False)
        text = _text(path, number, record, "text", needed=not title)
        yield JudgedDocument(key, title, text, _day(record.get("date")))


def queries(path: Path) -> dict[str, str]:
    """Query → its text, from a .jsonl file of `id` and `text`."""
    known: set[str] = set()
    found: dict[str, str] = {}
    for number, record in _records(path):
        key = _identity(path, number, record, known)
        found[key] = _text(path, number, record, "text", needed=True)
    if not found:
        raise UnreadableCollection(f"{path} holds no query")
    return found


def judgements(path: Path) -> dict[str, Grades]:
    """Query → document → grade, of queries that have a relevant document, in the file's order.

    Three columns (query, document, grade) or TREC's four (query, iteration, document, grade),
    divided by tabs or spaces; a heading line is passed over.
    """
    found: dict[str, dict[str, float]] = {}
    for number, line in _lines(path):
        columns = line.split("\t") if "\t" in line else line.split()
        if len(columns) not in (3, 4):
            where = f"{path}, line {number}"
            raise UnreadableCollection(f"{where}: {len(columns)} columns instead of 3 or 4")
        grade = _grade(columns[-1])
        if grade is None:
            if number == 1:
                continue
            where = f"{path}, line {number}, grade"
            raise UnreadableCollection(f"{where}: {columns[-1]!r} is no number")
        found.setdefault(columns[0].strip(), {})[columns[-2].strip()] = grade
    return {query: grades for query, grades in found.items() if max(grades.values()) > 0}


def part_of(query: str) -> Part:
    """The half that a query belongs to, by a hash of its id: one to tune on, one to report.

    >>> part_of("Q0000"), part_of("Q0002")
    ('tune', 'report')
    """
    return "report" if sha256(query.encode()).digest()[0] & 1 else "tune"


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, numbered from 1."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except OSError as error:
        raise UnreadableCollection(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UnreadableCollection(f"{path}: not UTF-8 at byte {error.start}") from None


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _lines(path):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise UnreadableCollection(f"{path}, line {number}: no JSON ({error})") from None
        if not isinstance(record, dict):
            raise UnreadableCollection(f"{path}, line {number}: no JSON object")
        yield number, record


def _identity(path: Path, number: int, record: dict[str, Any], known: set[str]) -> str:
    value = record.get("id")
    where = f"{path}, line {number}, id"
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise UnreadableCollection(f"{where}: a string is needed, not {value!r}")
    key = str(value)
    if key in known:
        raise UnreadableCollection(f"{where}: {key!r} is there already")
    known.add(key)
    return key


def _text(path: Path, number: int, record: dict[str, Any], name: str, *, needed: bool) -> str:
    value = record.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value.strip()):
        shown = repr(value)[:60]
        raise UnreadableCollection(f"{path}, line {number}, {name}: no text ({shown})")
    return value.replace("\x00", "")


def _day(value: Any) -> date | None:
    return _read(date.fromisoformat, value) if isinstance(value, str) else None


def _grade(value: str) -> float | None:
    grade = _read(float, value)
    return grade if grade is not None and isfinite(grade) else None


def _read(reader: Callable[[str], Value], value: str) -> Value | None:
    try:
        return reader(value)
    except ValueError:
        return None
