"""The README's way through writing, run as it stands there by a shell and curl."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from documents.models import Document, Revision
from tests.documents.api.writing.conftest import make_key

ORIGIN = "http://127.0.0.1:8000"


@pytest.mark.django_db(transaction=True, serialized_rollback=False)
def test_the_way_through_writing(
    authorities: None, live_server: LiveServer, root: Path, tmp_path: Path
) -> None:
    section = (root / "README.md").read_text("utf-8").split("### Writing\n", 1)[1]
    (script,) = re.findall(r"```sh\n(.*?)```", section.split("\n## ", 1)[0], re.DOTALL)
    commands = re.sub(r"(?m)^KEY=.*$", f"KEY={make_key('write')}", script)
    run = subprocess.run(
        ["bash", "-euc", commands.replace(ORIGIN, live_server.url)],  # noqa: S607
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    decoder, answers, rest = json.JSONDecoder(), [], run.stdout
    while rest:
        answer, end = decoder.raw_decode(rest)
        answers.append(answer)
        rest = rest[end:]
    created, corrected, replaced, withdrawn, gone, restored, history = answers
    assert (created["title"], created["publisher"]) == (
        "示例省人民政府关于做好示例工作的通知", "示例日报",
    )  # fmt: skip
    assert corrected["published_on"] == replaced["published_on"] == "2026-03-15"
    assert [source["version"] for source in replaced["sources"]] == [2, 1]
    assert "切实落实" in Document.objects.get().text
    assert (withdrawn["status"], gone["status"], gone["reason"]) == ("withdrawn", 410, "原文有误")
    assert restored["status"] == "published"
    actions = ["restored", "withdrawn", "source_added", "updated", "created"]
    assert [row["action"] for row in history["results"]] == actions
    assert Revision.objects.count() == 5
