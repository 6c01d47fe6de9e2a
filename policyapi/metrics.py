"""What is measured for Prometheus. Labels take few values: no address, no key, no query.

To be imported after PROMETHEUS_MULTIPROC_DIR is set (policyapi/serving.py does), so that what the
workers count adds up.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator

import django
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import InfoMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from policyapi.release import RELEASE

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

requests = Counter("policyapi_requests", "Requests answered.", ("route", "method", "status"))
durations = Histogram(
    "policyapi_request_seconds", "Time until an answer is made.", ("route",), buckets=SECONDS
)
searches = Histogram(
    "policyapi_search_seconds", "The same, of requests with q.", ("route",), buckets=SECONDS
)
in_flight = Gauge(
    "policyapi_requests_in_flight", "Requests being answered.", multiprocess_mode="livesum"
)
not_modified = Counter("policyapi_not_modified", "Answers 304.", ("route",))
limited = Counter("policyapi_limited", "Answers 429.", ("tier",))
cache_errors = Counter("policyapi_cache_errors", "Requests that limits could not count.")
database_errors = Counter("policyapi_database_errors", "Requests that the database failed.")


class Build(Collector):
    """Which code this is."""

    def collect(self) -> Iterator[InfoMetricFamily]:
        said = {
            "version": RELEASE,
            "django": django.get_version(),
            "python": platform.python_version(),
        }
        yield InfoMetricFamily("policyapi_build", "Versions.", value=said)


def exposition() -> bytes:
    """Everything measured so far, by all processes that serve."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        registry = REGISTRY
    else:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    build = CollectorRegistry()
    build.register(Build())
    return generate_latest(registry) + generate_latest(build)
