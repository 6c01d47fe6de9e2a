"""Recognition of texts written in tests: no cleaning, the vocabulary of the fixtures."""

from documents.text.offsets import OffsetMap
from documents.text.recognise import recognise
from documents.text.stages import Cleaned, Hint, Recognised
from taxonomy.fixtures_vocabulary import load_vocabulary


def recognised(text: str, *hints: Hint, **metadata: str) -> Recognised:
    text = "\n".join(line.strip() for line in text.strip().split("\n"))
    cleaned = Cleaned(text, OffsetMap.identity(text), {}, hints)
    return recognise(cleaned, metadata, load_vocabulary())


def bodies(record: Recognised) -> list[str | None]:
    return [issuer.body for issuer in record.issuers]
