"""Whether two addresses lead to one page: how it is fetched and what tracks who does it aside.

| one | other |
|---|---|
| http://www.example.org/a/ | https://www.example.org/a |
| https://example.org/a?id=5&utm_source=x | https://EXAMPLE.org/a?id=5#top |
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

_SCHEME = re.compile(r"^[A-Za-z]+://")
_PORT = re.compile(r"^([^/]*):(?:80|443)(?=/|$)")
_TRACKING = re.compile(
    r"utm_\w+|spm|scm|from|source|share\w*|isappinstalled|wx\w*|gclid|fbclid|msclkid|yclid|bd_vid"
    r"|hm\w{2,3}|_t|timestamp",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from; no page is another one for them."""
_ROUTE = ("/", "!")
"""What a fragment begins with that names a page of an application, and no place in one."""


def page_of(url: str) -> str:
    """Host and path in lower case, without scheme and slashes at the end.

    The database has an index of just this of every source.

    >>> page_of("HTTP://www.Example.org/A/b/?id=5#top")
    'www.example.org/a/b'
    """
    return _SCHEME.sub("", url.split("#")[0].split("?")[0]).rstrip("/").lower()


def pages_of(url: str) -> tuple[str, ...]:
    """The same in each spelling that it may be stored in: characters as they are, and as %XX."""
    plain = unquote(url).replace("\0", "%00")
    found = (url, plain, quote(plain, safe="%/:?#&=+,;@~!$'()*[]"))
    return tuple(dict.fromkeys(_PORT.sub(r"\1", page_of(one)) for one in found))


def same_page(one: str, other: str) -> bool:
    """Whether two addresses lead to one page.

    >>> same_page("http://example.org/a/?id=5&utm_source=x", "https://example.org/a?id=5#top")
    True
    >>> same_page("https://example.org/a?id=5", "https://example.org/a?id=6")
    False
    """
    return _parts(one) == _parts(other)


def _parts(url: str) -> tuple[str, ...]:
    try:
        split = urlsplit("//" + _SCHEME.sub("", unquote(url)))
    except ValueError:
        return (url,)
    query = parse_qsl(split.query, keep_blank_values=True)
    asked = sorted(pair for pair in query if not _TRACKING.fullmatch(pair[0]))
    route = split.fragment if split.fragment.startswith(_ROUTE) else ""
    host = _PORT.sub(r"\1", split.netloc.lower())
    return host, split.path.rstrip("/"), repr(asked), route.rstrip("/")
