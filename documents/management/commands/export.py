"""`manage.py export`: a dated snapshot of everything public, as files."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.export import TABLES, cursor
from policyapi.snapshots.compression import COMPRESSIONS, DEFAULT
from policyapi.snapshots.folder import Occupied, thin_out
from policyapi.snapshots.parquet import MISSING, is_installed
from policyapi.snapshots.writing import Export


class Command(BaseCommand):
    """Readers of `exports/` see a snapshot once it is whole; one that is stopped leaves nothing."""

    help = "Write a snapshot of everything public, as one file a table, with a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="instead of EXPORT_DIR")
        parser.add_argument(
            "--compression", choices=tuple(COMPRESSIONS), default=DEFAULT, help="of the lines"
        )
        parser.add_argument(
            "--parquet", action="store_true", help="each table as Parquet, too; takes pyarrow"
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="then delete all snapshots but the newest N"
        )

    def handle(
        self,
        *args: Any,
        to: Path | None,
        compression: str,
        parquet: bool,
        keep: int | None,
        **options: Any,
    ) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep takes a number from 1", returncode=2)
        if parquet and not is_installed():
            raise CommandError(MISSING, returncode=2)
        folder = to or settings.EXPORT_DIR
        export = Export(TABLES, cursor, compression, parquet)
        try:
            with _stoppable():
                made = export.write(folder, self.stderr.write)
        except Occupied:
            raise CommandError(f"another export is writing into {folder}") from None
        except FileExistsError as there:
            raise CommandError(f"{folder} has a snapshot of this second: {there}") from None
        self.stdout.write(str(made.path))
        self._delete_old(folder, keep)

    def _delete_old(self, folder: Path, number: int | None) -> None:
        for name in thin_out(folder, number) if number else ():
            self.stderr.write(f"deleted {name}")


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM ends the run as Ctrl-C does, so that what is unfinished goes."""

    def stop(*_: Any) -> None:
        raise SystemExit(143)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
