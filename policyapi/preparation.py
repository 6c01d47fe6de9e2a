"""What a database needs before the service makes sense: its tables, and what the project brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import connection
from rich.console import Console

from policyapi.environment import BASE_DIR

LOCK = 0x706F6C696379
"""The advisory lock of a preparation ("policy" in ASCII), one at a time for a database."""


@dataclass(frozen=True)
class Step:
    """A management command with its arguments; quick when there is nothing to do."""

    says: str
    command: str
    arguments: tuple[str, ...] = ()


MIGRATE = Step("Bringing the tables up to date", "migrate", ("--verbosity=0",))
LOAD = (
    Step("Loading regions, bodies, meetings and terms", "load_reference"),
    Step("Loading the State Council's catalogue and the digests", "load_catalogue"),
    Step("Ingesting the samples", "ingest", (str(BASE_DIR / "fixtures" / "samples"),)),
)


def prepare(steps: tuple[Step, ...], console: Console) -> None:
    """Run the steps, saying which; a second preparation of the same database waits its turn."""
    with _alone():
        for number, step in enumerate(steps, start=1):
            console.print(f"[bold]{number}/{len(steps)}[/] {step.says} …")
            call_command(step.command, *step.arguments)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the advisory lock, on a connection of its own: the steps may close theirs."""
    own: Any = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield
    finally:
        own.close()
