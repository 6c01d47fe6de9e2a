"""The measures of a ranking, against values worked out by hand."""

from math import log2

import pytest

from documents.search.evaluation.measures import ndcg, quality, recall, reciprocal_rank, spread


class TestNdcg:
    def test_the_best_order(self) -> None:
        assert ndcg(["a", "b"], {"a": 2, "b": 1}) == 1

    def test_gains_are_the_grades(self) -> None:
        swapped = (1 + 2 / log2(3)) / (2 + 1 / log2(3))
        assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx(swapped)

    def test_past_the_depth_nothing_counts(self) -> None:
        assert ndcg(["x", "a"], {"a": 1}, depth=1) == 0

    def test_more_relevant_than_the_depth(self) -> None:
        assert ndcg(["a"], {"a": 1, "b": 1, "c": 1}, depth=1) == 1

    def test_negative_grades_are_not_relevant(self) -> None:
        assert ndcg(["x", "a"], {"x": -1, "a": 1}) == pytest.approx(1 / log2(3))


class TestReciprocalRank:
    def test_of_the_first_relevant(self) -> None:
        assert reciprocal_rank(["x", "a", "b"], {"a": 1, "b": 1, "x": 0}) == 0.5

    def test_none_within_the_depth(self) -> None:
        assert reciprocal_rank([*"0123456789", "a"], {"a": 1}) == 0


class TestRecall:
    def test_is_a_share_of_what_is_relevant(self) -> None:
        assert recall(["a", "x", "b"], {"a": 1, "b": 3, "c": 1, "x": 0}, depth=3) == 2 / 3


class TestQuality:
    def test_a_query_without_hits_counts_as_nothing(self) -> None:
        found = quality({"q": ["a"]}, {"q": {"a": 1}, "empty": {"b": 1}})
        assert found == {"ndcg@10": 0.5, "mrr@10": 0.5, "recall@10": 0.5, "recall@100": 0.5}


class TestSpread:
    def test_in_milliseconds_by_nearest_rank(self) -> None:
        seconds = [n / 1000 for n in range(20, 0, -1)]
        assert spread(seconds) == {"median": 10.5, "p95": 19.0, "max": 20.0}
