"""Texts in the words of policy documents that say nothing, as many as a test wants."""

from __future__ import annotations

import random

_LISTED = """
    坚持 推动 加快 完善 建立 健全 落实 强化 提升 优化 统筹 推进 深化 改革
    开放 创新 发展 产业 园区 企业 市场 主体 环境 服务 政策 措施 机制 体系
    能力 水平 质量 效益 安全 生态 农业 农村 乡村 振兴 教育 医疗 就业 社会
    保障 基层 治理 文化 旅游 交通 水利 能源 数字 经济 科技 人才 金融 投资
    消费 外贸 项目 资金 监督 检查 考核 责任 部门 单位 各地 群众 干部 组织
    领导 协调 配合 宣传 培训 试点 示范 推广 规范 标准 程序 公开 透明 依法
    行政
"""
WORDS = tuple(_LISTED.split())


def paragraph(chance: random.Random, sentences: int = 4) -> str:
    """Sentences of ten to fourteen words each, on one line."""
    parts = []
    for _ in range(sentences):
        words = [chance.choice(WORDS) for _ in range(chance.randint(10, 14))]
        parts.append("".join(words[:6]) + "，" + "".join(words[6:]) + "。")
    return "".join(parts)


def body(seed: int, paragraphs: int = 6) -> str:
    """A text of some 80 characters a paragraph, the same for the same seed."""
    chance = random.Random(seed)
    return "\n".join(paragraph(chance) for _ in range(paragraphs))


def with_typos(text: str, share: float, chance: random.Random) -> str:
    """The text with a share of its characters replaced."""
    typed = "的了在是我有和就不人都一上也很到说要去你会着没看好自己这"
    return "".join(
        chance.choice(typed) if c.isalpha() and chance.random() < share else c for c in text
    )
