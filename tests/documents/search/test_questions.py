"""What is taken for a question, and what is left of it."""

import pytest

from documents.search.analyser import Analyser
from documents.search.query import parse
from documents.search.questions import FUNCTION_WORDS, Question, informative, plain_text, question


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser()


def asked(text: str, analyser: Analyser) -> Question | None:
    return question(parse(text), analyser.main_words(text))


class TestQuestion:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("房东不退押金怎么办？", ("房东", "退", "押金")),
            ("居住权可以出租吗", ("居住权", "出租")),
            ("什么是留置权？", ("留置权",)),
            ("请问租房要不要交税", ("租房", "交税")),
            ("这样算“网络诈骗”吗？", ("网络", "诈骗")),
        ],
    )
    def test_informative_words(self, text: str, words: tuple[str, ...], analyser: Analyser) -> None:
        found = asked(text, analyser)
        assert found == Question(text, words)

    def test_a_sentence_without_marks(self, analyser: Analyser) -> None:
        found = asked("老旧小区加装电梯财政补贴申请条件", analyser)
        assert found is not None
        assert {"加装", "电梯", "条件"} <= set(found.words)

    @pytest.mark.parametrize(
        "text",
        [
            "优化营商环境",
            "安全生产 监督管理",
            "吗啡 管理",
            '"营商环境"是什么？',
            "title:决定 怎么办",
            "住房 OR 公积金 怎么提取",
            "怎么办 -住房",
            "“网络诈骗”",
            "2025年国务院政府工作报告",
            "",
        ],
    )
    def test_what_is_none(self, text: str, analyser: Analyser) -> None:
        assert asked(text, analyser) is None

    def test_quoted_words_without_a_question_stay_exact(self, analyser: Analyser) -> None:
        text = "“一网通办” 政务 服务 改革 数据 共享 平台 建设"
        assert plain_text(parse(text)) == text
        assert asked(text, analyser) is None


class TestInformative:
    def test_each_word_once_in_order(self) -> None:
        assert informative(["乙", "的", "甲", "乙"]) == ("乙", "甲")

    def test_nothing_but_function_words_is_kept(self) -> None:
        assert informative(["为什么", "是", "我"]) == ("为什么", "是", "我")

    def test_function_words_are_lexemes(self, analyser: Analyser) -> None:
        """A word that the segmenter cuts could never be met."""
        cut = {word for word in FUNCTION_WORDS if len(analyser.main_words(word)) > 2}
        assert cut == set()
