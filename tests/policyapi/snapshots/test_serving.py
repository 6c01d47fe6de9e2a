"""`exports/`: what is listed, and files whole and in part."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from policyapi.snapshots.folder import making
from tests.asking import API, Api

OLD, NEW = "20260101T000000Z", "20260201T080000Z"
DATA = bytes(range(256)) * 1024
END = len(DATA) - 1


def make(folder: Path, name: str, data: bytes = DATA) -> None:
    file = {
        "name": "documents.jsonl.zst",
        "table": "documents",
        "rows": 1,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "application/zstd",
    }
    manifest = {
        "format": 1,
        "name": name,
        "created_at": f"{name[:4]}-{name[4:6]}-{name[6:8]}T08:00:00Z",
        "release": "0.1.0",
        "cursor": "c",
        "compression": "zstd",
        "tables": {"documents": {"key": ["id"]}},
        "files": [file],
    }
    with making(folder, name) as path:
        (path / "documents.jsonl.zst").write_bytes(data)
        (path / "manifest.json").write_text(json.dumps(manifest))


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EXPORT_DIR = tmp_path / "exports"
    make(settings.EXPORT_DIR, OLD, b"old")
    make(settings.EXPORT_DIR, NEW)
    return tmp_path


@pytest.fixture
def api(folder: Path, db: None) -> Api:
    return Api()


def body(answer: Any) -> bytes:
    """All of it, which closes the file."""
    return answer.getvalue() if answer.streaming else bytes(answer.content)


def fetch(api: Api, path: str, **headers: str) -> Any:
    return api.client.get(f"{API}exports/{path}", headers=headers)


def status(api: Api, path: str, **headers: str) -> int:
    answer = fetch(api, path, **headers)
    body(answer)
    return int(answer.status_code)


FILE = f"{NEW}/documents.jsonl.zst"


class TestListing:
    def test_newest_first_with_addresses_that_answer(self, api: Api) -> None:
        listed = api.json("exports/")
        assert [item["name"] for item in listed["results"]] == [NEW, OLD]
        assert listed["count"] == 2
        newest = listed["results"][0]
        assert body(api.client.get(newest["files"][0]["url"])) == DATA
        assert newest["links"]["changes"].endswith("/api/v1/changes/?cursor=c")

    def test_a_new_one_is_seen_by_who_has_the_list(self, api: Api, folder: Path) -> None:
        etag = api.get("exports/")["ETag"]
        assert status(api, "", if_none_match=etag) == 304
        make(folder / "exports", "20260301T080000Z")
        assert status(api, "", if_none_match=etag) == 200

    def test_one(self, api: Api) -> None:
        assert api.json(f"exports/{OLD}/")["files"][0]["bytes"] == 3

    def test_latest_leads_to_the_newest(self, api: Api) -> None:
        answer = api.get("exports/latest/")
        assert answer.status_code == 307
        assert answer["Location"] == f"/api/v1/exports/{NEW}/"
        answer = api.get("exports/latest/documents.jsonl.zst")
        assert (answer.status_code, answer["Location"]) == (307, f"/api/v1/exports/{FILE}")

    def test_nothing_yet(self, api: Api, tmp_path: Path, settings: Settings) -> None:
        settings.EXPORT_DIR = tmp_path / "empty"
        assert api.json("exports/")["results"] == []
        assert "manage.py export" in api.problem("exports/latest/", 404)["detail"]

    def test_unknown_parameters_are_refused(self, api: Api) -> None:
        assert "q" in api.problem("exports/", q="x")["errors"]


@pytest.mark.django_db(transaction=True)
def test_a_download_is_resumed(folder: Path, live_server: LiveServer, tmp_path: Path) -> None:
    """By curl: what is there already is not sent again, and the whole has the checksum."""
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    there = tmp_path / "documents.jsonl.zst"
    there.write_bytes(DATA[: len(DATA) // 2])
    address = f"{live_server.url}{API}exports/latest/documents.jsonl.zst"
    asked = [curl, "-sSL", "-C", "-", "-o", str(there), "-w", "%{http_code} %{size_download}"]
    done = subprocess.run([*asked, address], check=True, capture_output=True, text=True)
    assert done.stdout == f"206 {len(DATA) - len(DATA) // 2}"
    assert there.read_bytes() == DATA


class TestWhole:
    def test_headers(self, api: Api) -> None:
        answer = fetch(api, FILE)
        assert answer.status_code == 200
        assert body(answer) == DATA
        assert answer["ETag"] == f'"{hashlib.sha256(DATA).hexdigest()}"'
        assert answer["Content-Type"] == "application/zstd"
        assert answer["Content-Length"] == str(len(DATA))
        assert answer["Accept-Ranges"] == "bytes"
        assert answer["Content-Disposition"] == (
            f'attachment; filename="{NEW}-documents.jsonl.zst"'
        )

    def test_it_is_not_compressed_once_more(self, api: Api) -> None:
        answer = fetch(api, FILE, accept_encoding="gzip, zstd")
        assert not answer.has_header("Content-Encoding")
        assert answer["ETag"].startswith('"')
        assert body(answer) == DATA

    def test_whatever_is_accepted(self, api: Api) -> None:
        assert status(api, FILE, accept="text/html") == 200

    def test_head(self, api: Api) -> None:
        answer = api.client.head(f"{API}exports/{FILE}")
        assert answer.status_code == 200
        assert answer["Content-Length"] == str(len(DATA))
        assert answer.content == b""

    def test_not_modified(self, api: Api) -> None:
        etag = api.client.head(f"{API}exports/{FILE}")["ETag"]
        assert status(api, FILE, if_none_match=etag) == 304
        assert status(api, FILE, if_none_match='"other"') == 200

    @pytest.mark.parametrize(
        "path",
        [
            "20250101T000000Z/documents.jsonl.zst",
            f"{NEW}/manifest.json.bak",
            f"{NEW}/.lock",
            f"{NEW}/%2e%2e%2f{OLD}%2fdocuments.jsonl.zst",
            f"..%2f..%2f{NEW}/documents.jsonl.zst",
            f"{NEW}/%00",
        ],
    )
    def test_nothing_but_what_the_manifest_names(self, api: Api, path: str) -> None:
        assert status(api, path) == 404


class TestParts:
    @pytest.mark.parametrize(
        ("header", "first", "last"),
        [
            ("bytes=0-0", 0, 0),
            ("bytes=100-199", 100, 199),
            ("bytes=262000-", 262000, END),
            ("bytes=-5", END - 4, END),
            ("Bytes = 262000-999999999", 262000, END),
        ],
    )
    def test_one_range(self, api: Api, header: str, first: int, last: int) -> None:
        answer = fetch(api, FILE, range=header)
        assert answer.status_code == 206
        assert body(answer) == DATA[first : last + 1]
        assert answer["Content-Length"] == str(last - first + 1)
        assert answer["Content-Range"] == f"bytes {first}-{last}/{len(DATA)}"

    def test_more_than_all_is_all(self, api: Api) -> None:
        answer = fetch(api, FILE, range="bytes=-999999999")
        assert (answer.status_code, body(answer)) == (200, DATA)

    @pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=5-2", "items=0-1", "bytes=", "x"])
    def test_what_is_no_one_range_gets_the_whole(self, api: Api, header: str) -> None:
        answer = fetch(api, FILE, range=header)
        assert answer.status_code == 200
        assert body(answer) == DATA

    @pytest.mark.parametrize("header", [f"bytes={len(DATA)}-", "bytes=-0", f"bytes={'9' * 40}-"])
    def test_past_the_end(self, api: Api, header: str) -> None:
        answer = fetch(api, FILE, range=header)
        assert answer.status_code == 416
        assert answer["Content-Range"] == f"bytes */{len(DATA)}"
        assert answer["Content-Type"] == "application/problem+json"

    def test_a_part_only_of_the_same_version(self, api: Api) -> None:
        whole = api.client.head(f"{API}exports/{FILE}")
        for same in (whole["ETag"], whole["Last-Modified"]):
            assert status(api, FILE, range="bytes=0-9", if_range=same) == 206
        for other in ('"other"', "Thu, 01 Jan 2026 00:00:00 GMT", f"W/{whole['ETag']}"):
            answer = fetch(api, FILE, range="bytes=0-9", if_range=other)
            assert answer.status_code == 200
            assert body(answer) == DATA
