"""Counting requests of one address, so that guessing is slow (the cache forgets by itself)."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.core.cache import cache
from django.http import HttpRequest


def is_over_limit(request: HttpRequest, name: str, *, times: int, seconds: int) -> bool:
    """Count this request and tell whether its address asked more often than allowed.

    The address is the connection's own: headers that anybody can write are not believed. Behind
    a proxy the server must be told to set it (see the operator's guide).
    """
    key = f"limit:{name}:{_network_of(request.META.get('REMOTE_ADDR', ''))}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > times
    except ValueError:
        return False


def _network_of(address: str) -> str:
    """Return the address, or its /64 in IPv6: a household there has billions of addresses."""
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(IPv6Network((known, 64), strict=False))
    return str(known)
