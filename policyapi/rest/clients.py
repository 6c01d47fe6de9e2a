"""The address of a client, for limits: not what it says of itself, but what a proxy of ours saw."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

OWN_NETWORK = 64
"""Bits of an IPv6 address that name one customer of a provider; the rest is the customer's."""


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw, of IPv6 only the network.

    Each proxy appends to X-Forwarded-For where a request came from; so many entries from the right
    are true as there are proxies of ours (TRUSTED_PROXIES), and what stands before them is the
    client's own word.
    """
    seen = [str(request.META.get("REMOTE_ADDR", ""))]
    if settings.TRUSTED_PROXIES:
        entries = request.headers.get("X-Forwarded-For", "").split(",")
        told = [entry for entry in entries if entry.strip()]
        seen = [*told[-settings.TRUSTED_PROXIES :], *seen]
    for entry in seen:
        if (address := _address(entry)) is not None:
            return _network(address)
    return "local"


def _address(entry: str) -> IPv4Address | IPv6Address | None:
    """Read `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`."""
    host = entry.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _network(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, OWN_NETWORK), strict=False))
    return str(address)
