"""`manage.py load_reference`: regions, bodies, meetings and terms from the authority files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from taxonomy.fixtures_vocabulary import FIXTURES, FixtureError
from taxonomy.reference import Report, load_reference

SHOWN = 20
"""How many added or changed rows are named before the rest is only counted."""


class Command(BaseCommand):
    help = "Load regions, bodies, meetings and terms from the authority files; idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=FIXTURES, help="where the CSV files are")
        parser.add_argument(
            "--force", action="store_true", help="load files that have not changed, too"
        )

    def handle(self, *args: Any, folder: Path, force: bool, **options: Any) -> None:
        try:
            for report in load_reference(folder, force=force):
                self._show(report, verbose=options["verbosity"] > 1)
        except (FixtureError, FileNotFoundError) as error:
            raise CommandError(str(error)) from None

    def _show(self, report: Report, *, verbose: bool) -> None:
        self.stdout.write(str(report))
        lines = [f"  changed {key}: {', '.join(fields)}" for key, fields in report.changed.items()]
        if verbose:
            lines += [f"  added {key}" for key in report.added]
        shown = lines if verbose else lines[:SHOWN]
        for line in shown:
            self.stdout.write(line)
        if len(lines) > len(shown):
            self.stdout.write(f"  … and {len(lines) - len(shown)} more (--verbosity 2 names them)")
