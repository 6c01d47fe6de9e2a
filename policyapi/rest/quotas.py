"""How much a client has used of its limit: counted in Django's cache, shared by all processes.

Windows stand fixed for each client, at an offset of its own, so that not all clients start anew in
the same moment. `add` and `incr` are atomic, so two processes never let the same request pass.
"""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass
from zlib import crc32

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError

from policyapi.environment import Rate

logger = logging.getLogger(__name__)

CACHE = "limits"
REST_S = 5
"""Seconds without limits after the cache failed, so that not every request waits for it."""
_rests_until = 0.0


@dataclass(frozen=True)
class Spent:
    """What a client has used in the present window, this request included."""

    key: str
    tier: str
    rate: Rate
    used: int
    resets_in_s: int

    @property
    def passes(self) -> bool:
        return self.used <= self.rate.quota

    def headers(self, refund: int = 0) -> dict[str, str]:
        """As in draft-ietf-httpapi-ratelimit-headers-11."""
        left = max(0, self.rate.quota - self.used + refund)
        return {
            "RateLimit-Policy": f'"{self.tier}";q={self.rate.quota};w={self.rate.window_s}',
            "RateLimit": f'"{self.tier}";r={left};t={self.resets_in_s}',
        }


def limit_of(tier: str) -> Rate | None:
    """The tier's limit, None where it has none."""
    rate: Rate = settings.LIMITS[tier]
    return rate if rate.quota else None


def spend(tier: str, client: str, rate: Rate) -> Spent | None:
    """Count a request of this client; None when the cache is out of reach: then all may pass."""
    offset = crc32(client.encode()) % rate.window_s
    window, elapsed = divmod(time.time() + offset, rate.window_s)
    key = f"limit:{tier}:{client}:{int(window)}"
    used = _count(key, 1, rate.window_s + 60)
    if used is None:
        return None
    return Spent(key, tier, rate, used, math.ceil(rate.window_s - elapsed))


def give_back(spent: Spent) -> None:
    """Undo the counting of a request that cost nothing."""
    _count(spent.key, -1, spent.rate.window_s + 60)


def _count(key: str, delta: int, lasts_s: int) -> int | None:
    global _rests_until
    if time.monotonic() < _rests_until:
        return None
    try:
        caches[CACHE].add(key, 0, lasts_s)
        return caches[CACHE].incr(key, delta)
    except (RedisError, OSError, ValueError) as error:
        _rests_until = time.monotonic() + REST_S
        logger.warning("limits rest for %d s, their cache fails: %s", REST_S, error)
        return None
