"""`manage.py make_key`: a key of the API, printed once, for scripts that set a service up."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from policyapi.models import ApiKey


class Command(BaseCommand):
    help = "Make a key of the API and print it; only its hash is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="what or whom it is for")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=ApiKey.Scope.values,
            help="what it is good for; may be repeated",
        )
        parser.add_argument("--owner", help="login in whose name it writes; `write` needs one")
        parser.add_argument("--days", type=int, help="days until it expires; for good without")
        parser.add_argument("--note", default="", help="a remark for the admin site")

    def handle(
        self,
        *args: Any,
        name: str,
        scope: list[str],
        owner: str | None,
        days: int | None,
        note: str,
        **options: Any,
    ) -> None:
        key = ApiKey(name=name, scopes=sorted(set(scope)), note=note, owner=_login(owner))
        if days is not None:
            key.expiry_date = timezone.now() + timedelta(days=days)
        made = ApiKey.objects.assign_key(key)
        try:
            key.full_clean()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        key.save()
        self.stdout.write(made)


def _login(name: str | None) -> Any:
    if name is None:
        return None
    logins = get_user_model()
    try:
        return logins.objects.get_by_natural_key(name)
    except logins.DoesNotExist:
        raise CommandError(f"there is no login {name!r}; make superuser makes one") from None
