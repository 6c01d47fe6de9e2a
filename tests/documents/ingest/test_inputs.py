"""Files and folders: what is taken, what is passed over, what is told aloud."""

import os
from pathlib import Path

import pytest

from documents.ingest.inputs import Input, files, inputs, number_of_inputs

LIMIT = 1_000


def taken(*paths: Path) -> list[Input]:
    return list(inputs(paths, max_bytes=LIMIT))


def test_folders_are_walked_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/x.txt", "c.exe", "d.DOCX", "e.ndjson"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    names = [str(path.relative_to(tmp_path)) for path in files([tmp_path, tmp_path / "b.txt"])]
    assert names == ["a/z.md", "b.txt", "d.DOCX", "e.ndjson"]


def test_links_that_go_round_or_nowhere_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("文")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "other.txt").symlink_to(tmp_path / "a.txt")
    assert [path.name for path in files([tmp_path])] == ["a.txt", "other.txt"]


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert files([tmp_path]) == []
    named = [tmp_path / "pipe.txt", tmp_path / "pipe.jsonl"]
    assert number_of_inputs(named) == 2
    assert [item.error for item in taken(*named)] == [
        "cannot be read: not a file but a device, a pipe or a socket"
    ] * 2


def test_what_may_not_be_read_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operating system's refusals are imitated: whoever runs the tests may be root."""
    (tmp_path / "closed").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("文")
    scan, read_bytes = os.scandir, Path.read_bytes

    def closed_folder(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    def closed_file(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(os, "scandir", closed_folder)
    monkeypatch.setattr(Path, "read_bytes", closed_file)
    assert [(item.path.name, item.error) for item in taken(tmp_path)] == [
        ("a.txt", None),
        ("b.txt", "cannot be read: Permission denied"),
        ("c.txt", None),
        ("closed", "cannot be read: a folder that may not be listed"),
    ]


def test_files_above_the_limit_are_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    (item,) = taken(path)
    assert item.error == "1001 bytes are more than the 1000 allowed"
    assert item.raw == b""


def test_records_are_held_to_the_limit_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.ndjson"
    path.write_text('{"text": "%s"}\n{"text": "short"}\n' % ("x" * 1001))
    first, second = taken(path)
    assert "more than the limit of 1000" in str(first.error)
    assert second.document is not None
