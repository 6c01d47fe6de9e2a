"""Who a document is, whatever is later corrected in its record."""

from __future__ import annotations

import base64
import hashlib


def document_id(url: str | None, sha256: str, record: int | None) -> str:
    """A short opaque id from the source's identity: its address, else its bytes as first seen.

    Sixteen characters of lower-case base32 (80 bits): a collision among ten million documents has
    a chance of about 4e-11. The same source gives the same id after every fresh load.
    """
    identity = f"url:{url}" if url else f"sha256:{sha256}:{'' if record is None else record}"
    return base64.b32encode(hashlib.sha256(identity.encode()).digest()[:10]).decode().lower()
