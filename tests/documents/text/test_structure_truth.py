"""The counts of laws and the citations that were read by hand, as the benchmark scores them."""

from pathlib import Path

from tests.bench.structure import citations, structure


def test_parts_of_laws_counted_by_hand(shared: Path) -> None:
    """All counts of a law right in at least 48 of 50."""
    counts = structure(None).counts["exact"]
    assert counts.total() == 50
    assert counts["right"] >= 48


def test_citations_read_by_hand(shared: Path) -> None:
    """At most one in twenty missed, one in twenty too many."""
    score = citations(None)
    for kind in ("document", "meeting"):
        counts = score.counts[kind]
        assert counts["right"] >= 70
        assert (counts["missed"] + counts["wrong"]) * 20 <= counts["right"]
        assert counts["extra"] * 20 <= counts["right"]
    relations = score.counts["relation"]
    assert relations["right"] * 20 >= relations.total() * 19
