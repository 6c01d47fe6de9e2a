"""Builds the index with the product's own command, and says how fast that was."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from documents.models import Document, SearchEntry

ROOT = Path(__file__).resolve().parents[3]


def index(workers: int) -> Iterator[str]:
    """`manage.py reindex` on the database at hand; what is indexed already is left alone."""
    missing = Document.objects.count() - SearchEntry.objects.exclude(analyser="").count()
    if missing <= 0:
        yield "the index is there"
        return
    characters = _characters()
    since = time.perf_counter()
    command = [sys.executable, "manage.py", "reindex", "--workers", str(workers)]
    done = subprocess.run(command, cwd=ROOT, env=_environment(), check=False, capture_output=True)
    took = time.perf_counter() - since
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    yield (
        f"{missing:,} documents indexed in {took:,.1f} s by {workers} workers:"
        f" {characters / took:,.0f} characters a second (aim 1,000,000)"
    )
    since = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    yield f"vacuumed and analysed in {time.perf_counter() - since:,.1f} s"


def _characters() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(text_length + char_length(title)) FROM documents_document")
        return int(cursor.fetchone()[0] or 0)


def _environment() -> dict[str, str]:
    """The environment with the database that is measured in place of the one of the settings."""
    known = connection.settings_dict
    address = ":".join(filter(None, (str(known["HOST"]), str(known["PORT"]))))
    account = f"{known['USER']}:{known['PASSWORD']}"
    return {**os.environ, "DATABASE_URL": f"postgresql://{account}@{address}/{known['NAME']}"}
