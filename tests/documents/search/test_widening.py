"""Words that the best documents share, from what the index holds of them."""

import pytest
from django.db import connection

from documents.models import Document, Genre
from documents.search.index import index_documents
from documents.search.ranking import Ranked
from documents.search.statistics import current_statistics, refresh_statistics
from documents.search.widening import widened

TEXTS = (
    "加装电梯由业主申请，井道施工另报。",
    "既有住宅加装电梯，井道由施工单位检测。",
    "公租房申请条件。",
    "公租房租金标准。",
    *(f"示例市第{number}号街道清扫保洁。" for number in range(30)),
)


@pytest.fixture
def best() -> list[Ranked]:
    for number, text in enumerate(TEXTS):
        Document.objects.create(
            id=f"d{number}", title=f"文件{number}", text=text, genre=Genre.OFFICIAL
        )
    index_documents([f"d{number}" for number in range(len(TEXTS))])
    refresh_statistics()
    return [Ranked(f"d{number}", 5.0, {"words": 3.0, "bigrams": 2.0}) for number in (0, 1)]


@pytest.mark.django_db
class TestWidened:
    def test_shared_words_are_added(self, best: list[Ranked]) -> None:
        with connection.cursor() as cursor:
            found = widened({"电梯": 2.0}, best, current_statistics(), cursor)
        assert {"井道", "施工"} <= found.keys()
        assert found["电梯"] > 2.0
        assert not {"公租房", "街道"} & found.keys()

    def test_without_scores_nothing_is_added(self, best: list[Ranked]) -> None:
        nothing = [Ranked("d0", 0.0, {})]
        with connection.cursor() as cursor:
            assert widened({"电梯": 2.0}, nothing, current_statistics(), cursor) == {"电梯": 2.0}
