"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from policyapi.postgres.requests import limited

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")

server = settings.DATABASES["default"]
server["OPTIONS"] = limited(server["OPTIONS"], settings.WEB_THREADS, settings.STATEMENT_TIMEOUT_MS)
application = get_wsgi_application()
