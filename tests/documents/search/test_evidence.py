"""The best paragraph of a text."""

import pytest

from documents.search.evidence import AVERAGE, PARAGRAPH, best_paragraph
from documents.search.impacts import damping

FILLER = "本款说明办理期限和所需材料。" * 15


class TestBestParagraph:
    def test_words_together_score_more_than_apart(self) -> None:
        weights = {"电梯": 5.0, "补贴": 4.0}
        together = f"{FILLER}\n加装电梯的补贴\n{FILLER}\n{FILLER}"
        apart = f"电梯{FILLER}\n{FILLER}\n{FILLER}\n补贴{FILLER}"
        assert best_paragraph(together, weights) > 1.5 * best_paragraph(apart, weights)

    def test_is_a_sum_of_saturations(self) -> None:
        text = "电梯补贴电梯"
        damp = damping(len(text), AVERAGE)
        expected = 5 * 2 / (2 + damp) + 4 / (1 + damp)
        assert best_paragraph(text, {"电梯": 5, "补贴": 4, "住房": 9}) == pytest.approx(expected)

    def test_short_lines_are_read_as_one(self) -> None:
        lines = ["电梯", "补贴"]
        assert best_paragraph("\n".join(lines), {"电梯": 1, "补贴": 1}) > best_paragraph(
            lines[0] + "好" * PARAGRAPH + "\n" + lines[1], {"电梯": 1, "补贴": 1}
        )

    def test_letters_match_in_any_case(self) -> None:
        assert best_paragraph("PM2.5监测", {"pm2.5": 1}) > 0

    @pytest.mark.parametrize("text", ["", "\n\n", "与此无关"])
    def test_nothing_found(self, text: str) -> None:
        assert best_paragraph(text, {"电梯": 1}) == 0
