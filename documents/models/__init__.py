from documents.models.candidates import (
    CandidateExample,
    ComponentStatement,
    Decision,
    TermCandidate,
)
from documents.models.dictionary import DictionaryVersion
from documents.models.document import (
    Document,
    DocumentIssuer,
    Genre,
    HistoryEvent,
    Status,
    Validity,
)
from documents.models.duplicates import DocumentRelation, Fingerprint
from documents.models.passage import Passage
from documents.models.revision import Revision
from documents.models.search import CorpusStatistics, Lexeme, SearchEntry
from documents.models.source import Refusal, Source, official_address
from documents.models.stale import StaleEntry
from documents.models.structure import Citation, Mention, Section
from documents.models.suggestion import Suggestion

__all__ = [
    "CandidateExample",
    "Citation",
    "ComponentStatement",
    "CorpusStatistics",
    "Decision",
    "DictionaryVersion",
    "Document",
    "DocumentIssuer",
    "DocumentRelation",
    "Fingerprint",
    "Genre",
    "HistoryEvent",
    "Lexeme",
    "Mention",
    "Passage",
    "Refusal",
    "Revision",
    "SearchEntry",
    "Section",
    "Source",
    "StaleEntry",
    "Status",
    "Suggestion",
    "TermCandidate",
    "Validity",
    "official_address",
]
