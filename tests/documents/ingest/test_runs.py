"""Runs that are killed or stopped, on real processes and a real database."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from documents.models import (
    Citation,
    Document,
    Fingerprint,
    Mention,
    SearchEntry,
    Section,
    Source,
)  # fmt: skip
from tests.conftest import ROOT
from tests.wording import body

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
    pytest.mark.usefixtures("reference"),
]

NUMBER = 60
PATIENCE_S = 120
MANAGE = """
import json, sys, django
django.setup()
from django.core.management import execute_from_command_line
from django.db import connection
connection.settings_dict.update(json.loads(sys.argv[1]))
execute_from_command_line(["manage.py", *sys.argv[2:], "--workers", "2"])
"""
"""manage.py on the database of the test, whose name no setting can tell."""

TABLES = (Document, Source, Section, Mention, Citation, SearchEntry, Fingerprint)


def notice(number: int) -> str:
    return (
        f"示例市人民政府办公室关于做好第{number}项示例工作的通知\n示市政办发〔2026〕{number}号\n\n"
        "各县（市、区）人民政府：\n"
        "为贯彻落实《示例省人民政府关于发展新质生产力的意见》（示政发〔2026〕7号），现通知如下。\n"
        f"一、加强领导。{body(number, 3)}\n二、压实责任。{body(1000 + number, 3)}\n\n"
        "示例市人民政府办公室\n2026年3月12日\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(NUMBER):
        (tmp_path / f"{number:03}.txt").write_text(notice(number), encoding="utf-8")
    return tmp_path


@contextmanager
def ingest(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process group of its own, on the test's database, its output unbuffered."""
    named = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "EMBEDDED_IN")
    database = {name: str(connection.settings_dict.get(name) or "") for name in named}
    process = subprocess.Popen(
        [sys.executable, "-c", MANAGE, json.dumps(database), "ingest", str(folder), *options],
        cwd=ROOT, start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=PATIENCE_S)


def wait_until(number: int, process: subprocess.Popen[str]) -> None:
    """Returns once so many documents are stored."""
    while Document.objects.count() < number:
        assert process.poll() is None, process.communicate(timeout=PATIENCE_S)
        time.sleep(0.02)


def half_written() -> dict[str, Any]:
    """Documents that lack what every one of this set has; names of what is missing."""
    missing = {
        "sections": Document.objects.filter(sections=None),
        "mentions": Document.objects.filter(mentions=None),
        "citations": Document.objects.filter(citations=None),
        "sources": Document.objects.filter(sources=None),
        "index": Document.objects.filter(search_entry=None),
        "fingerprint": Document.objects.filter(fingerprint=None),
        "issuers": Document.objects.filter(issuer_links=None),
        "end": Document.objects.exclude(sections__end=F("text_length")),
    }
    return {name: found.count() for name, found in missing.items() if found.exists()}


def counts() -> dict[str, int]:
    return {table.__name__: table._default_manager.count() for table in TABLES}


def test_kill_loses_nothing_that_was_committed_and_a_second_run_completes_the_set(
    folder: Path,
) -> None:
    with ingest(folder) as process:
        wait_until(NUMBER // 4, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE_S)
    stored = set(Document.objects.values_list("id", "text", "content_changed_at"))
    assert NUMBER // 4 <= len(stored) < NUMBER
    assert half_written() == {}
    with ingest(folder) as process:
        _, printed = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert f"{NUMBER - len(stored)} stored, {len(stored)} unchanged" in printed
    assert stored <= set(Document.objects.values_list("id", "text", "content_changed_at"))
    assert half_written() == {}
    after = counts()
    Document.objects.all().delete()
    with ingest(folder) as process:
        process.communicate(timeout=PATIENCE_S)
    assert counts() == after
    assert after["Document"] == after["Source"] == NUMBER


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_run_between_two_documents(
    number: signal.Signals, status: int, folder: Path
) -> None:
    with ingest(folder) as process:
        wait_until(5, process)
        os.killpg(process.pid, number) if number == signal.SIGINT else process.terminate()
        printed, complained = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == status
    assert half_written() == {}
    stored = Document.objects.count()
    assert stored < NUMBER
    assert complained.splitlines()[0] == f"{stored} stored"
    assert "Traceback" not in complained
    assert len(printed.splitlines()) == stored


def test_a_signal_ends_a_dry_run(folder: Path) -> None:
    for number in range(NUMBER, 10 * NUMBER):
        (folder / f"{number:03}.txt").write_text(notice(number), encoding="utf-8")
    with ingest(folder, "--dry-run", "--format", "jsonl") as process:
        assert process.stdout is not None
        assert select.select([process.stdout], [], [], PATIENCE_S)[0]
        process.send_signal(signal.SIGINT)
        printed, complained = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert all(json.loads(line)["text"] for line in printed.splitlines())
    assert "accepted" in complained
    assert 0 < len(printed.splitlines()) < 10 * NUMBER
