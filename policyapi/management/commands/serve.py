"""`manage.py serve`: gunicorn with the environment's settings, for a database that is set up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from policyapi import serving


class Command(BaseCommand):
    help = "Serve the API with gunicorn at HOST:PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            serving.check_port()
        except serving.PortBusy as error:
            raise CommandError(str(error)) from None
        connection.ensure_connection()
        origin = f"http://{serving.address()}"
        serving.serve(lambda: self.stderr.write(f"Serving at {origin}/", self.style.SUCCESS))
