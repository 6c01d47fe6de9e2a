"""The parts of a .docx that are read, opened within limits and with nothing harmful in them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from django.conf import settings
from docx import Document
from lxml import etree

from documents.ingest.readers.docx_styles import W
from documents.text.refusal import RefusedInput

MOST_ENTRIES = 10_000
"""Entries of the archive; a long document full of pictures has some hundreds."""
CONTENT_TYPES = "[Content_Types].xml"
READ = re.compile(r"(?:.*/)?(?:document|styles|numbering|footnotes|endnotes)\d*\.xml")
"""Parts that hold text, labels and notes; pictures, headers and all others are left out."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
STRICT = b"http://purl.oclc.org/ooxml/"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHER_TYPES = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml"
)
TRANSITIONAL = (
    (STRICT + b"wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (
        STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the standard's strict form, and those under which all programs write."""


class Package:
    """The main part and what belongs to it; a part that the file lacks is null."""

    def __init__(self, data: bytes) -> None:
        """Open `data`. Raises `RefusedInput`."""
        if data.startswith(OLD_OFFICE):
            raise RefusedInput("is an old .doc or a document with a password; save it as .docx", 0)
        try:
            part = Document(io.BytesIO(_trimmed(data))).part
        except RefusedInput:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise RefusedInput(f"is a damaged .docx: {error}") from None
        except (etree.LxmlError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise RefusedInput(f"is no .docx document: {error}") from None
        self._part = part
        body = part.element.find(f"{W}body")
        if body is None:
            raise RefusedInput("is a .docx without a body")
        self.body: etree._Element = body

    def related(self, name: str) -> etree._Element | None:
        """The root of `styles`, `numbering`, `footnotes` or `endnotes`. Raises `RefusedInput`."""
        for relation in self._part.rels.values():
            if relation.reltype.endswith(f"/{name}") and not relation.is_external:
                target = relation.target_part
                element = getattr(target, "element", None)
                return _parsed(target.blob) if element is None else element
        return None


def _parsed(blob: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(blob, parser)
    except etree.LxmlError as error:
        raise RefusedInput(f"is a damaged .docx: {error}") from None


def _trimmed(data: bytes) -> bytes:
    """A copy of the package with the parts that are read, and relationships to those alone."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(copy, "w") as target:
        entries = {entry.filename.lstrip("/"): entry for entry in source.infolist()}
        kept = [name for name in entries if _is_read(name)]
        _check_sizes([entries[name] for name in kept], len(source.infolist()))
        parts = {name for name in kept if not name.endswith(".rels")}
        for name in kept:
            content = _harmless(name, source.read(entries[name]))
            if name.endswith(".rels"):
                content = _without_dangling(content, name, parts)
            target.writestr(name, content)
    return copy.getvalue()


def _is_read(name: str) -> bool:
    return name == CONTENT_TYPES or name.endswith(".rels") or READ.fullmatch(name) is not None


def _check_sizes(entries: list[zipfile.ZipInfo], count: int) -> None:
    """Refuses archives that unpack to too much; no entry unpacks to more than it declares."""
    if count > MOST_ENTRIES:
        raise RefusedInput(f"has {count} parts, more than the limit of {MOST_ENTRIES}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > settings.INGEST_MAX_UNPACKED_BYTES:
        raise RefusedInput(
            f"unpacks to {unpacked} bytes, more than the limit of"
            f" {settings.INGEST_MAX_UNPACKED_BYTES}"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedInput("is encrypted")


def _harmless(name: str, content: bytes) -> bytes:
    """A part in the usual namespaces; office files may not declare entities, so none is read."""
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise RefusedInput(f"declares a document type in {name}, which no office file may")
    for strict, transitional in TRANSITIONAL:
        content = content.replace(strict, transitional)
    return OTHER_TYPES.sub(MAIN_TYPE, content) if name == CONTENT_TYPES else content


def _without_dangling(content: bytes, name: str, parts: set[str]) -> bytes:
    """Relationships without those that lead out of the file or to parts that are not there."""
    root = _parsed(content)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root):
        address = relation.get("Target") or ""
        path = posixpath.normpath(posixpath.join("/", folder, address)).lstrip("/")
        if relation.get("TargetMode") == "External" or path not in parts:
            root.remove(relation)
    return etree.tostring(root)
