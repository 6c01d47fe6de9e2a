"""Settings, all from the environment; the README's table lists each variable."""

from pathlib import Path
from typing import Any

from corsheaders.defaults import default_headers
from django.utils.functional import SimpleLazyObject

from policyapi.environment import read, read_database
from policyapi.rest.about import DESCRIPTION, TAGS
from policyapi.secret import kept_key
from policyapi.site import APPEARANCE

DEBUG = read("DEBUG")
DATA_DIR = Path(read("DATA_DIR")).absolute()
EXPORT_DIR = Path(read("EXPORT_DIR") or DATA_DIR / "exports").absolute()
SECRET_KEY = read("SECRET_KEY") or SimpleLazyObject(lambda: kept_key(DATA_DIR))
ALLOWED_HOSTS = read("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = read("CSRF_TRUSTED_ORIGINS")

# Behind a proxy that ends TLS and sets X-Forwarded-Proto.
HTTPS = read("HTTPS")
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = read("SECURE_HSTS_SECONDS")
    SECURE_HSTS_INCLUDE_SUBDOMAINS = read("SECURE_HSTS_INCLUDE_SUBDOMAINS")
    SECURE_HSTS_PRELOAD = read("SECURE_HSTS_PRELOAD")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

INSTALLED_APPS = [
    "policyapi",
    "taxonomy",
    "documents",
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "tree_queries",
    "corsheaders",
    "rest_framework",
    "rest_framework_api_key",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "policyapi.tracing.RequestIdMiddleware",
    "policyapi.observing.ObservingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "policyapi.rest.before.ProblemMiddleware",
    "policyapi.rest.before.AddressMiddleware",
    "policyapi.rest.limits.LimitMiddleware",
    "policyapi.rest.conditional.ConditionalMiddleware",
    "policyapi.rest.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "policyapi.urls"
WSGI_APPLICATION = "policyapi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Without DATABASE_URL the project's own embedded cluster is used; see policyapi/postgres.
DATABASES = {"default": {**read_database(DATA_DIR), "CONN_HEALTH_CHECKS": True}}
# For the connections of web requests only; see policyapi/wsgi.py.
WEB_THREADS = read("WEB_THREADS")
STATEMENT_TIMEOUT_MS = read("STATEMENT_TIMEOUT_MS")
PREPARE_STATEMENTS = read("PREPARE_STATEMENTS")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
# Collected files where there is a folder for them; otherwise straight from the packages.
STATIC_ROOT = read("STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

REDIS_URL = read("REDIS_URL")
# What limits count in: right across machines with Redis, else across the processes of this one.
COUNTERS: dict[str, Any] = {
    "BACKEND": "policyapi.counters.SharedCounters",
    "LOCATION": str(DATA_DIR / "limits"),
}
if REDIS_URL:
    COUNTERS = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "policyapi",
        "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
    }
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "limits": COUNTERS,
    # Each process remembers keys so long: a revoked one stops within this many seconds.
    "keys": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "keys",
        "TIMEOUT": 5,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}

# Tier → requests that a client may make; see policyapi/rest/limits.py.
LIMITS = {
    "anonymous": read("LIMIT_ANONYMOUS"),
    "key": read("LIMIT_KEY"),
    "backfill": read("LIMIT_BACKFILL"),
    "write": read("LIMIT_WRITE"),
}
METRICS_TOKEN = read("METRICS_TOKEN")
# Proxies of ours that append to X-Forwarded-For.
TRUSTED_PROXIES = read("TRUSTED_PROXIES")

UNFOLD = APPEARANCE
LOGIN_REDIRECT_URL = "admin:index"

CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE"]
CORS_ALLOW_HEADERS = [
    *default_headers,
    "if-match",
    "if-modified-since",
    "if-none-match",
    "idempotency-key",
    "range",
    "x-api-key",
    "x-request-id",
]
CORS_EXPOSE_HEADERS = [
    "Accept-Ranges",
    "Allow",
    "Content-Disposition",
    "Content-Location",
    "Content-Range",
    "ETag",
    "Idempotent-Replayed",
    "Last-Modified",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "WWW-Authenticate",
    "X-Request-ID",
]
CORS_PREFLIGHT_MAX_AGE = 86_400
CORS_URLS_REGEX = r"^/(api/|healthz|readyz)"

# A file or record larger than this is refused.
INGEST_MAX_BYTES = read("INGEST_MAX_BYTES")
# A .docx or .pdf that unpacks to more than this, or has more pages, is refused.
INGEST_MAX_UNPACKED_BYTES = read("INGEST_MAX_UNPACKED_BYTES")
INGEST_MAX_PAGES = read("INGEST_MAX_PAGES")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s%(of_request)s %(name)s: %(message)s"}
    },
    "filters": {"request": {"()": "policyapi.tracing.RequestIdFilter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}
    },
    "root": {"handlers": ["stderr"], "level": read("LOG_LEVEL")},
    "loggers": {
        "django": {"handlers": [], "level": read("LOG_LEVEL"), "propagate": True},
        # What clients do wrong stands in the access log.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "jieba": {"level": "WARNING"},
        "pypdf": {"level": "CRITICAL"},
    },
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": [
        "policyapi.rest.rendering.JSONRenderer",
        "policyapi.rest.browsing.BrowsingRenderer",
    ],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["policyapi.rest.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "policyapi.rest.negotiation.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "policyapi.rest.schema.Schema",
    "EXCEPTION_HANDLER": "policyapi.rest.handlers.handle",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Policy documents",
    "DESCRIPTION": DESCRIPTION,
    "TAGS": TAGS,
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "LICENSE": {"name": "MIT"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": False,
    "PREPROCESSING_HOOKS": ["policyapi.rest.components.without_suffixes"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "policyapi.rest.enumerations.tidy",
        "policyapi.rest.enumerations.name_parameters",
        "policyapi.rest.journeys.add_links",
        "policyapi.rest.components.add_components",
        "policyapi.rest.examples.add_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "Change": "documents.api.changes.CHANGES",
        "ChangedType": "documents.api.changes.PATHS",
        "Compression": "policyapi.snapshots.compression.COMPRESSIONS",
        "RegionKind": "taxonomy.models.Region.Kind",
        "RegionLevel": "taxonomy.models.Region.Level",
        "MeetingKind": "taxonomy.models.Meeting.Kind",
        "CitationKind": "documents.models.Citation.Kind",
        "DocumentKind": "documents.text.stages.KINDS",
        "Flag": "documents.text.stages.FLAGS",
        "SectionType": "documents.text.stages.SECTION_TYPES",
        "Relation": "documents.text.stages.RELATIONS",
        "HistoryEvent": "documents.text.stages.EVENTS",
        "DocumentStatus": "documents.models.Status",
        "SettableStatus": "documents.api.writing.bodies.PUBLIC",
        "TextType": "documents.api.writing.bodies.TEXTS",
        "RevisionAction": "documents.models.Revision.Action",
        "RevisionChannel": "documents.models.Revision.Channel",
        "Genre": "documents.models.Genre",
        "MentionField": "documents.models.Mention.Field",
        "HighlightField": "documents.api.serializers.HIGHLIGHTED",
        "SuggestionKind": "documents.models.Suggestion.Kind",
        "SuggestionMatch": "documents.api.serializers.MATCHES",
        "NamedKind": "policyapi.rest.serializers.NAMED",
        "Validity": "documents.models.Validity",
        "BodySystem": "taxonomy.models.Body.System",
        "TermScheme": "taxonomy.models.Term.Scheme",
        "TermStatus": "taxonomy.models.Term.Status",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
