"""`manage.py demo`: a loaded service at HOST:PORT, from nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console

from policyapi import serving
from policyapi.preparation import LOAD, MIGRATE, prepare
from policyapi.tour import TOUR


class Command(BaseCommand):
    help = "Set up the database, load what the project brings along, and serve it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        serving.check()
        prepare((MIGRATE, *LOAD), console)
        serving.serve(lambda origin: welcome(console, origin))


def welcome(console: Console, origin: str) -> None:
    """Say where the service is, what to try, and how to get a login."""
    console.print(f"\n[bold green]Serving at {origin}/[/]  documentation: {origin}/api/v1/docs/\n")
    for request in TOUR:
        console.print(f"# {request.shows}\n{request.curl(origin)}", markup=False)
    console.print(
        f"\nThe admin site is at {origin}/admin/; `make superuser` makes a login for it."
        "\nCtrl-C stops everything."
    )
