"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")


def limit_database_use() -> None:
    """Give requests a pool of connections and a statement timeout; commands have neither."""
    options = settings.DATABASES["default"]["OPTIONS"]
    wanted = settings.WEB_DATABASE_OPTIONS
    options["options"] = f"{wanted['options']} {options.get('options', '')}".strip()
    options["pool"] = wanted["pool"]


limit_database_use()
application = get_wsgi_application()
