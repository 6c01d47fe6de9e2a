"""Catalogue records (title, number, date, address; no text): the cases of two sets.

`catalogue` holds 300 rows, drawn with a fixed seed over sources and kinds of titles, whose issuers
and numbers were labelled by reading them: `tests/data/catalogue_issuers.tsv`. Issuers stand in
order, by slug or, where no body is listed, by name; the title decides, else the number's prefix;
of 示例部等部门 the first; none for laws and for what is written about a document.

`numbers` holds every row of the catalogue that states a number which can be read; what it should
come out as is written by a rule of its own, so that the parser is not measured against itself.
Rows go the way of an ingested `.tsv` record.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents.ingest.readers import read
from documents.text.stages import RawDocument

LABELLED = Path(__file__).resolve().parents[1] / "data" / "catalogue_issuers.tsv"
Row = tuple[str, RawDocument, dict[str, Any]]

_NARROW = str.maketrans({chr(0xFF01 + i): chr(0x21 + i) for i in range(94)})
_PAIRS = str.maketrans("[(【﹝〈<{「", "〔" * 8) | str.maketrans("])】﹞〉>}」", "〕" * 8)
_READABLE = re.compile(
    r"[一-龥A-Za-z]{2,20}(?:〔(?:19[5-9]|20[0-4])\d〕第?(?P<serial>\d{1,5})号"
    r"|(?:令|公告|通告)(?:(?:19[5-9]|20[0-4])\d年)?第(?P<order>\d{1,4})号)"
)
"""No evidence of damage: a 机关代字, a year of four digits in one pair of brackets and a serial
before 号 (for orders: the body and 第N号), and nothing after it.
"""
_UNREADABLE = re.compile(r"^(?:公告|令|通告)\d|(?:根据|依据|按照|落实|废止|以及按)[一-龥]+〔")
"""No body named, or another document's number cut out of a sentence: 要按照交办海〔2019〕15号."""
_TAIL = re.compile(r"^.{0,5}?(?:通知|批复|通告)(?=[一-龥]{2,8}〔)")
"""The end of the title in front of the number: 的通知徐府发〔2023〕9号."""


def labelled() -> Iterator[Row]:
    """Rows labelled by hand: their issuers, their numbers, and whether the number is damaged."""
    rows = list(csv.DictReader(_lines(LABELLED), delimiter="\t", quoting=csv.QUOTE_NONE))
    for row, raw in zip(rows, _read(LABELLED), strict=True):
        truth: dict[str, Any] = {
            "issuer": tuple(row["expected_issuers"].split("|")) if row["expected_issuers"] else (),
            "damaged_number": bool(row["damaged"]),
        }
        if not row["damaged"]:
            truth["document_number"] = row["expected_number"] or None
        yield f"record {row['record']}", raw, truth


def numbered(path: Path) -> Iterator[Row]:
    """Every row of a catalogue with a number: readable ones as they are to be normalised."""
    for index, raw in enumerate(_read(path), 1):
        stated = raw.metadata.get("document_number", "")
        plain = plainly(stated)
        match = _READABLE.fullmatch(plain)
        if match and not _UNREADABLE.search(plain):
            serial = match["serial"] or match["order"]
            at = match.start("serial" if match["serial"] else "order")
            expected = plain[:at].removesuffix("第") if match["serial"] else plain[:at]
            truth: dict[str, Any] = {"document_number": f"{expected}{int(serial)}号"}
        elif plain:
            truth = {"damaged_number": True}
        else:
            continue
        yield f"row {index} {stated}", raw, truth


def plainly(number: str) -> str:
    """A number's visible characters without label, half-width, in one kind of brackets."""
    narrow = re.sub(r"[\s\u200b-\u200d\ufeff]", "", number).translate(_NARROW)
    return _TAIL.sub("", re.sub(r"^(?:发文字号|文号):", "", narrow).translate(_PAIRS))


def _read(path: Path) -> Iterator[RawDocument]:
    for item in read(path.read_bytes(), ".tsv"):
        if isinstance(item.content, RawDocument):
            yield item.content


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
