"""Whatever two characters or more a text has next to each other, quoting them finds it.

`python -m tests.bench.phrases` asks for 5,000 substrings of the corpus.
"""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from documents.models import Document
from documents.search.index import index_documents
from tests import factories
from tests.phrases import LONGEST, SHORTEST, Sample, is_found, samples

pytestmark = pytest.mark.django_db

SENTENCES = (
    "示例市要把“三高四新”美好蓝图落到实处", "推动高质量发展", "发展中国家的经验",
    "会议强调，要抓好落实", "市人民政府办公室2024年第3号通知", "PM2.5浓度下降3.5%",
    "建设5G-A基站1.2万个", "乾县、濛溪河沿岸", "研究生命科学的人和下雨天留客天",
    "结合成分子时，南京市长江大桥", "（一）总体要求\n坚持稳中求进", "第一条 为了规范口岸开放",
    "ＡＢＣ公司：全角字母", "他说的确实在理", "中共示例省委十二届六次全会", "國家發展改革委",
    "羊毛衫厂房产权证书", "1+N配套政策", "www.example.com/a_b", "乒乓球拍卖完了",
)  # fmt: skip
JOINTS = ("，", "。", "\n", "", "", "、“", "”")


def made(number: int) -> dict[str, str]:
    """Documents out of the sentences in any order, which cut each other's words at random."""
    random = Random(7)
    texts: dict[str, str] = {}
    for _ in range(number):
        parts = random.sample(SENTENCES, 9)
        text = "".join(
            part + random.choice(["，", "。", "\n", "", "", "、“", "”"]) for part in parts
        )
        texts[factories.document(title="示例", text=text, index=False).id] = text
    index_documents(list(texts))
    return texts


def missed(texts: dict[str, str], number: int) -> list[Sample]:
    return [sample for sample in samples(texts, number, seed=1) if not is_found(sample)]


def test_substrings_of_our_texts_are_found() -> None:
    assert missed(made(30), 250) == []


def test_what_no_text_has_is_not_found() -> None:
    (key,) = made(1)
    Document.objects.filter(id=key).update(text="")
    index_documents([key])
    assert not is_found(Sample("推动高质量发展", key))


@pytest.mark.parametrize("length", [SHORTEST, LONGEST, 59, 60, 61, 119, 200])
def test_phrases_of_any_length_are_found(length: int) -> None:
    ((key, text),) = made(1).items()
    text = text.replace("“", "").replace("”", "").replace("\n", "")
    Document.objects.filter(id=key).update(text=text * 3)
    index_documents([key])
    assert is_found(Sample((text * 3)[1 : 1 + length], key))
    assert not is_found(Sample((text * 3)[1 : 1 + length] + "鑫", key))


def test_substrings_of_the_corpus_are_found(shared: Path) -> None:
    with Path(shared, "corpus", "laws.jsonl").open(encoding="utf-8") as lines:
        laws = [json.loads(line)["text"] for line in islice(lines, 0, 600, 40)]
    texts = {factories.document(text=law, index=False).id: law for law in laws}
    index_documents(list(texts))
    assert missed(texts, 200) == []
