"""Which code answers: a fingerprint of everything that is written here and of what it rests on."""

from __future__ import annotations

import hashlib
import sys
import tomllib
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("policyapi", "taxonomy", "documents")
LIBRARIES = (
    "django", "djangorestframework", "drf-spectacular", "drf-spectacular-sidecar", "orjson",
    "jieba", "zstandard",
)  # fmt: skip
"""Those whose version may show in an answer."""

RELEASE: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
"""As pyproject.toml has it."""

STARTED = datetime.now(UTC)
"""No answer of this process is older than its code, which is not younger than this."""


@cache
def fingerprint() -> str:
    """The same for the same code, on every machine."""
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in {".py", ".html", ".tsv", ".txt", ".gz", ".xz"} and path.is_file():
                digest.update(f"{path.relative_to(ROOT)}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
