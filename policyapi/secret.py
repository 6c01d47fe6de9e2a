"""The key that signs sessions, kept in the data folder when the environment does not give one."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def kept_key(data_dir: Path) -> str:
    """The data folder's key; made at the first use, readable by its owner alone."""
    path = data_dir / "secret-key"
    try:
        if not path.exists():
            _make(path)
        return path.read_text("ascii")
    except OSError as error:
        message = f"set SECRET_KEY or DATA_DIR: {path} cannot be used ({error.strerror})"
        raise ImproperlyConfigured(message) from error


def _make(path: Path) -> None:
    """Write a new key, unless another process was first; the file is never seen half written."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
