"""Who a document is, whatever is later corrected in its record."""

from __future__ import annotations

import base64
import hashlib


def identity(url: str | None, sha256: str, record: int | None) -> str:
    """What a source is known by: its address, else its bytes as first seen."""
    return f"url:{url}" if url else f"sha256:{sha256}:{'' if record is None else record}"


def document_id(identity: str) -> str:
    """A short opaque id, the same for the same identity after every fresh load.

    Sixteen characters of lower-case base32 (80 bits): a collision among ten million documents has
    a chance of about 4e-11.
    """
    return base64.b32encode(hashlib.sha256(identity.encode()).digest()[:10]).decode().lower()
