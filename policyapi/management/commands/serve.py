"""`manage.py serve`: gunicorn with the environment's settings, for production."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from rich.console import Console

from policyapi import serving
from policyapi.environment import read
from policyapi.preparation import LOAD, MIGRATE, prepare


class Command(BaseCommand):
    help = "Serve the API with gunicorn at HOST:PORT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--migrate",
            action="store_true",
            help="bring the tables up to date first; with LOAD_ON_START, load the fixtures too",
        )

    def handle(self, *args: Any, migrate: bool, **options: Any) -> None:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        serving.check()
        if migrate:
            prepare((MIGRATE, *(LOAD if read("LOAD_ON_START") else ())), console)
        connection.ensure_connection()
        serving.serve(lambda origin: console.print(f"Serving at {origin}/"))
