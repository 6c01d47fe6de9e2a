import threading
from pathlib import Path

import pytest

from documents.text.segmentation import BackendName, Segmenter, Token, dictionary_words
from taxonomy.vocabulary import BodyEntry, TermEntry, Vocabulary

BACKENDS: tuple[BackendName, ...] = ("rjieba", "jieba")
WORDS = ["三高四新", "强省会战略", "四敢", "1+N配套政策", "4×4现代化产业体系"]
WORDS += ["示例省人民政府办公厅"]


def texts(tokens: list[Token]) -> list[str]:
    return [token for token, _, _ in tokens]


@pytest.fixture(scope="module", params=BACKENDS)
def segmenter(request: pytest.FixtureRequest) -> Segmenter:
    if request.param == "rjieba":
        pytest.importorskip("rjieba")
    return Segmenter(WORDS, backend=request.param)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", []),
            ("落实三高四新蓝图", ["落实", "三高四新", "蓝图"]),
            ("第四敢于斗争", ["第四", "敢于斗争"]),
            ("1+N配套政策文件", ["1+N配套政策", "文件"]),
            ("债务成本降至3.5%以下", ["债务", "成本", "降至", "3.5%", "以下"]),
            ("2022-04-27", ["2022", "-", "04", "-", "27"]),
            ("www.example.cn", ["www", ".", "example", ".", "cn"]),
            (
                "强省会战略。\n示例省人民政府办公厅",
                ["强省会战略", "。", "\n", "示例省人民政府办公厅"],
            ),
        ],
    )
    def test_words(self, segmenter: Segmenter, text: str, expected: list[str]) -> None:
        tokens = segmenter.words(text)
        assert texts(tokens) == expected
        assert "".join(texts(tokens)) == text
        assert all(text[start:end] == token for token, start, end in tokens)

    def test_offsets_are_code_points(self, segmenter: Segmenter) -> None:
        assert segmenter.words("𠀀三高四新") == [("𠀀", 0, 1), ("三高四新", 1, 5)]

    def test_search_tokens_hold_the_words_inside_a_word(self, segmenter: Segmenter) -> None:
        assert segmenter.search_tokens("PM2.5，强省会战略") == [
            ("PM2.5", 0, 5),
            ("，", 5, 6),
            ("省会", 7, 9),
            ("会战", 8, 10),
            ("战略", 9, 11),
            ("强省会战略", 6, 11),
        ]

    def test_search_words_are_the_search_tokens(self, segmenter: Segmenter) -> None:
        text = "PM2.5，强省会战略\n见www.example.cn的2022-04-27号"
        assert list(segmenter.search_words(text)) == texts(segmenter.search_tokens(text))

    def test_boundaries_lie_between_dictionary_words(self, segmenter: Segmenter) -> None:
        assert segmenter.boundaries("第四敢于斗争") == {0, 2, 6}
        assert segmenter.boundaries("") == {0}


class TestDictionary:
    def test_version_follows_the_words_and_nothing_else(self) -> None:
        assert Segmenter(["三高四新", "四敢"]).version == Segmenter(["四敢", "三高四新"]).version
        assert Segmenter(["四敢"]).version != Segmenter(["三高四新"]).version
        assert Segmenter(WORDS, "jieba").version == Segmenter(WORDS, "rjieba").version

    def test_words_that_no_back_end_keeps_whole_are_left_out(self) -> None:
        assert "4×4现代化产业体系" not in Segmenter(WORDS).user_words
        assert "1+N配套政策" in Segmenter(WORDS).user_words

    def test_dictionary_words_are_labels_and_body_names(self) -> None:
        body = BodyEntry("gov-990000", "示例省人民政府", "示例省政府", "government", "990000", None)
        term = TermEntry("san-bao", "三保", ("保民生",), None)
        vocabulary = Vocabulary({}, {body.slug: body}, {}, (term,))
        assert list(dictionary_words(vocabulary)) == [
            "三保",
            "保民生",
            "示例省人民政府",
            "示例省政府",
        ]


class TestBackends:
    def test_first_use_from_several_threads(self) -> None:
        shared = Segmenter(WORDS)
        results: list[list[str]] = []
        threads = [
            threading.Thread(target=lambda: results.append(texts(shared.words("落实三高四新"))))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert results == [["落实", "三高四新"]] * 4

    def test_both_give_the_same_tokens(self, shared: Path) -> None:
        pytest.importorskip("rjieba")
        reports = sorted(shared.glob("corpus/provincial_reports_2026/*.txt"))[:3]
        assert reports
        fast, original = (Segmenter(WORDS, backend=name) for name in BACKENDS)
        for report in reports:
            text = report.read_text("utf-8")
            assert fast.words(text) == original.words(text)
            assert fast.search_tokens(text) == original.search_tokens(text)
            found = texts(fast.search_tokens(text))
            assert list(fast.search_words(text)) == list(original.search_words(text)) == found
            assert fast.boundaries(text) == original.boundaries(text)
