"""The approved terms among the words of the common dictionary, as ingest finds them."""

import pytest

from documents.ingest.pipeline import Tools
from taxonomy.fixtures_vocabulary import load_vocabulary
from taxonomy.matching import TermMatcher


@pytest.fixture(scope="module")
def matcher() -> TermMatcher:
    return Tools(load_vocabulary()).matcher


@pytest.mark.parametrize(
    "text",
    [
        "建成第三农场", "二十四个全面提升", "第四风险点", "落实三保险种", "一带一路线图",
        "确保基本民生支出", "把握规律、创新发展理念", "千万工程师", "首发经济师", "人才强国企",
        "坚定文化自信心", "1133工程", "133工程师", "十四五好园区规划", "两山夹一川",
        "“三公里”慢跑", "“两新”一重建设", "“三保三压”方针", "携手“共享未来、协调发展”",
    ],
)  # fmt: skip
def test_no_term_inside_other_words(text: str, matcher: TermMatcher) -> None:
    assert [span.surface for span in matcher.find(text, "430300")] == []


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("共建“一带一路”和一带一路沿线", "一带一路 一带一路"),
        ("不断深化改革开放，支持各自贸试验区", "改革开放 自贸试验区"),
        ("粤港澳大湾区内地城市", "粤港澳大湾区"),
        ("脱贫攻坚战以后，减税降费约一万亿元", "脱贫攻坚 减税降费"),
        ("落实党中央八项规定精神", "中央八项规定"),
        ("培育“三牛四敢”型干部", "四敢"),
        ("做好金融“五篇大文章”", "金融“五篇大文章”"),
        ("构建“４*４”现代化产业体系", "“４*４”现代化产业体系"),
        ("实施“133”工程，“133工程”", "“133”工程 133工程"),
        ("三高“四新”，“三高四新”美好蓝图", "三高“四新” 三高四新"),
        ("走基层，找问题，想办法，促发展", "走基层，找问题，想办法，促发展"),
        ("走基层找问题想办法促发展", "走基层找问题想办法促发展"),
    ],
)
def test_terms_where_words_end(text: str, surfaces: str, matcher: TermMatcher) -> None:
    assert [span.surface for span in matcher.find(text, "430300")] == surfaces.split()
