"""What benches of the service begin with."""

from __future__ import annotations

import os
import sys

from tests.bench.retrieval.paragraphs import CORPUS


def started() -> bool:
    """Set Django up without limits and access log; false, and why, where the corpus is absent.

    One client asks as fast as it is answered, and not a line is to be written of it.
    """
    if not CORPUS.exists():
        sys.stderr.write(f"nothing to measure: {CORPUS} is absent\n")
        return False
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")
    os.environ |= {"LIMIT_ANONYMOUS": "0", "LOG_LEVEL": "WARNING"}
    import django

    django.setup()
    return True
