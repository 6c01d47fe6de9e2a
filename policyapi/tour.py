"""Five requests that show what the service does; the demo prints them, the README explains them."""

from dataclasses import dataclass
from urllib.parse import urlencode

API = "/api/v1"


@dataclass(frozen=True)
class Request:
    """One request of the tour: a path under the API, its parameters, and what it shows."""

    path: str
    parameters: dict[str, str]
    shows: str

    @property
    def url(self) -> str:
        """Path and query as a client sends them."""
        query = urlencode(self.parameters)
        return f"{API}{self.path}{'?' if query else ''}{query}"

    def curl(self, origin: str) -> str:
        """The same as a line for the shell, readable."""
        parts = ["curl -sG", f"{origin}{API}{self.path}"]
        parts += [f"--data-urlencode '{name}={text}'" for name, text in self.parameters.items()]
        return " ".join(parts)


TOUR = (
    Request(
        "/documents/",
        {
            "q": "三高四新",
            "issuer_tree": "cpc-430000",
            "facet": "issuer,kind,year",
            "highlight": "true",
        },
        "a formulation in the documents of Hunan's party committees, with facets and highlights",
    ),
    Request(
        "/documents/",
        {"meeting": "cpc-430000-12-plenum-6"},
        "what one plenum adopted",
    ),
    Request(
        "/documents/",
        {
            "issuer": "gov-100000",
            "adopted_on__gte": "2015-01-01",
            "ordering": "-adopted_on",
            "cursor": "",
        },
        "the State Council's documents since 2015, page by page",
    ),
    Request("/terms/san-gao-si-xin/", {}, "what a formulation means and what it consists of"),
    Request("/meetings/", {"body": "cpc-430000"}, "the meetings of one body"),
)
