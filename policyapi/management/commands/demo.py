"""`manage.py demo`: a loaded service at HOST:PORT, from nothing."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from policyapi import serving
from policyapi.environment import BASE_DIR
from policyapi.tour import TOUR

STEPS: tuple[tuple[str, str, tuple[str, ...], dict[str, Any]], ...] = (
    ("Bringing the database up to date", "migrate", (), {"verbosity": 0}),
    ("Loading regions, bodies, meetings and terms", "load_reference", (), {}),
    ("Ingesting the samples", "ingest", (str(BASE_DIR / "fixtures" / "samples"),), {}),
)
"""What is said, and the command with its arguments; each is quick when there is nothing to do."""


class Command(BaseCommand):
    help = "Set up the database, load what the project brings along, and serve it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        try:
            serving.check_port()
        except serving.PortBusy as error:
            raise CommandError(str(error)) from None
        for number, (said, command, arguments, named) in enumerate(STEPS, start=1):
            console.print(f"[bold]{number}/{len(STEPS)}[/] {said} …")
            call_command(command, *arguments, **named)
        serving.serve(lambda: welcome(console))


def welcome(console: Console) -> None:
    """Say where the service is, what to try, and how to get a login."""
    origin = f"http://{serving.address()}"
    console.print(f"\n[bold green]Serving at {origin}/[/]  documentation: {origin}/api/v1/docs/\n")
    for request in TOUR:
        console.print(f"# {request.shows}\n{request.curl(origin)}", markup=False)
    console.print(
        f"\nThe admin site is at {origin}/admin/; `make superuser` makes a login for it."
        "\nCtrl-C stops everything."
    )
