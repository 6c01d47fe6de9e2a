"""The authority files of regions, bodies and meetings: linked, unambiguous, complete."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"

Row = dict[str, str]

LEVELS = ["national", "province", "prefecture", "county"]
SYSTEMS = [
    "party",
    "congress",
    "government",
    "cppcc",
    "discipline",
    "court",
    "procuratorate",
    "department",
    "media",
]
AT_PROVINCE = [
    "cpc",
    "cpcoffice",
    "gov",
    "govoffice",
    "npc",
    "npcsc",
    "cppcc",
    "ccdi",
    "court",
    "procuratorate",
]
AT_PREFECTURE = ["cpc", "cpcoffice", "gov", "govoffice", "npc", "npcsc", "cppcc", "ccdi"]
AT_COUNTY = ["cpc", "gov", "govoffice", "npc", "npcsc", "cppcc"]
WITHOUT_CONGRESS = {"league", "prefecture"}
"""盟 and 地区 are administered for the province: they have no people's congress of their own."""


@cache
def rows(name: str) -> list[Row]:
    with (FIXTURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def keyed(name: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows(name)}


def items(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def names(row: Row) -> set[str]:
    return {row["name"], row.get("short_name") or row["name"], *items(row["aliases"])}


@cache
def bodies_by_name() -> dict[str, str]:
    return {name: row["slug"] for row in rows("bodies") for name in names(row)}


def twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("name", ["regions", "bodies", "meetings"])
def test_every_row_fits_the_header_and_carries_no_stray_space(name: str) -> None:
    for row in rows(name):
        assert None not in row
        for cell in row.values():
            assert cell is not None
            assert "" not in items(cell)
            assert cell == cell.strip() == re.sub(r"\s", "", cell)


class TestRegions:
    def test_codes_are_six_digits_and_unique(self) -> None:
        codes = [row["code"] for row in rows("regions")]
        assert all(re.fullmatch(r"\d{6}", code) for code in codes)
        assert twice(codes) == []

    def test_a_parent_is_one_level_up(self) -> None:
        regions = keyed("regions", "code")
        for row in rows("regions"):
            rank = LEVELS.index(row["level"])
            if rank:
                assert regions[row["parent"]]["level"] == LEVELS[rank - 1], row
            else:
                assert row["parent"] == ""

    def test_counts(self) -> None:
        real = [row for row in rows("regions") if row["kind"] != "fictional"]
        kinds = Counter(row["kind"] for row in real)
        levels = Counter(row["level"] for row in real if row["kind"] != "pseudo")
        assert (kinds["functional_zone"], kinds["pseudo"]) == (124, 9)
        assert (levels["national"], levels["province"], levels["prefecture"]) == (1, 34, 333)
        assert [kinds[k] for k in ("province", "autonomous_region", "municipality")] == [23, 5, 4]
        assert kinds["autonomous_prefecture"] == 30

    def test_a_functional_zone_has_seven_as_fifth_digit(self) -> None:
        for row in rows("regions"):
            sevens = row["level"] == "county" and row["code"][4] == "7"
            assert sevens == (row["kind"] == "functional_zone"), row

    @pytest.mark.parametrize(
        ("code", "short_name"),
        [
            ("100000", "全国"),
            ("150000", "内蒙古"),
            ("450000", "广西"),
            ("650000", "新疆"),
            ("810000", "香港"),
            ("430100", "长沙"),
            ("433100", "湘西"),
            ("222400", "延边"),
            ("632800", "海西"),
            ("653000", "克孜勒苏"),
            ("152500", "锡林郭勒"),
            ("652900", "阿克苏"),
            ("350405", "沙县"),
            ("130107", "井陉矿区"),
            ("622926", "东乡"),
            ("510402", "东区"),
        ],
    )
    def test_short_name(self, code: str, short_name: str) -> None:
        assert keyed("regions", "code")[code]["short_name"] == short_name

    def test_every_division_of_the_source_is_here(self, shared: Path) -> None:
        dist = shared / "vocab" / "admin_divisions" / "dist"
        regions = keyed("regions", "code")
        for name, width in (("provinces", 2), ("cities", 4), ("areas", 6)):
            with (dist / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    assert len(row["code"]) == width
                    assert regions[row["code"].ljust(6, "0")]["name"] == row["name"]


class TestBodies:
    def test_slugs_are_unique_and_carry_the_region(self) -> None:
        assert twice([row["slug"] for row in rows("bodies")]) == []
        for row in rows("bodies"):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["slug"])
            assert row["region"] in keyed("regions", "code")
            assert row["system"] == "media" or row["slug"].split("-")[1] == row["region"]

    def test_systems_are_known(self) -> None:
        assert {row["system"] for row in rows("bodies")} == set(SYSTEMS)

    def test_parents_exist_and_lead_to_the_top(self) -> None:
        bodies = keyed("bodies", "slug")
        for row in rows("bodies"):
            seen, slug = set(), row["slug"]
            while slug:
                assert slug not in seen, row
                seen.add(slug)
                slug = bodies[slug]["parent"]

    def test_a_name_stands_for_one_body(self) -> None:
        assert twice([name for row in rows("bodies") for name in names(row)]) == []

    def test_a_number_prefix_belongs_to_one_body(self) -> None:
        prefixes = [p for row in rows("bodies") for p in items(row["number_prefixes"])]
        assert twice(prefixes) == []

    def test_bare_names_of_a_level_are_no_aliases(self) -> None:
        bare = {f"{place}{body}" for place in "省市县区州盟" for body in ("委", "政府", "人大")}
        assert bare.isdisjoint(bodies_by_name())

    def test_each_place_has_its_bodies(self) -> None:
        slugs = keyed("bodies", "slug")
        for region in rows("regions"):
            kind, code = region["kind"], region["code"]
            if kind in {"pseudo", "functional_zone", "township"} or code == "710000":
                assert f"gov-{code}" not in slugs
                continue
            if region["level"] == "province" and kind != "special_administrative_region":
                expected = AT_PROVINCE
            elif region["level"] == "prefecture":
                expected = [s for s in AT_PREFECTURE if s != "npc" or kind not in WITHOUT_CONGRESS]
            elif region["level"] == "county" and f"gov-{code}" in slugs:
                expected = AT_COUNTY
            else:
                continue
            assert [s for s in expected if f"{s}-{code}" not in slugs] == [], region

    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("中共湖南省委", "cpc-430000"),
            ("湖南省委", "cpc-430000"),
            ("湖南省政府", "gov-430000"),
            ("湖南省人民政府办公厅", "govoffice-430000"),
            ("中共长沙市委办公厅", "cpcoffice-430100"),
            ("株洲市人民政府办公室", "govoffice-430200"),
            ("政协长沙市委员会", "cppcc-430100"),
            ("长沙市人大常委会", "npcsc-430100"),
            ("中共湘西州委", "cpc-433100"),
            ("湘西州人民政府", "gov-433100"),
            ("新疆维吾尔自治区党委", "cpc-650000"),
            ("锡林郭勒盟行政公署", "gov-152500"),
            ("中共阿克苏地委", "cpc-652900"),
            ("长沙县人民政府", "gov-430121"),
            ("岳麓区人民政府", "gov-430104"),
            ("香港特别行政区政府", "gov-810000"),
            ("国务院办公厅", "govoffice-100000"),
            ("全国人大常委会", "npcsc-100000"),
            ("国家发展改革委", "gov-100000-ndrc"),
            ("工信部", "gov-100000-miit"),
            ("上海市科委", "gov-310000-kjt"),
            ("湖南省财政厅", "gov-430000-czt"),
            ("长沙晚报", "media-changsha-wanbao"),
        ],
    )
    def test_name(self, name: str, slug: str) -> None:
        assert bodies_by_name()[name] == slug

    @pytest.mark.parametrize("name", ["朝阳区人民政府", "鼓楼区政府", "市委", "省政府办公厅"])
    def test_what_could_be_two_bodies_names_none(self, name: str) -> None:
        assert name not in bodies_by_name()

    @pytest.mark.parametrize(
        ("slug", "parent"),
        [
            ("npcsc-430000", "npc-430000"),
            ("govoffice-430000", "gov-430000"),
            ("cpc-430100", "cpc-430000"),
            ("gov-110105", "gov-110000"),
            ("gov-429004", "gov-420000"),
            ("gov-430000-czt", "gov-430000"),
            ("npcsc-152500", "npcsc-150000"),
        ],
    )
    def test_parent(self, slug: str, parent: str) -> None:
        assert keyed("bodies", "slug")[slug]["parent"] == parent

    @pytest.mark.parametrize(
        ("prefix", "slug"),
        [
            ("国发", "gov-100000"),
            ("国办发", "govoffice-100000"),
            ("湘政发", "gov-430000"),
            ("湘政办发", "govoffice-430000"),
            ("湘发", "cpc-430000"),
            ("粤办函", "govoffice-440000"),
            ("赣府厅发", "govoffice-360000"),
            ("沪科规", "gov-310000-kjt"),
            ("中办发", "cpcoffice-100000"),
            ("示政办发", "govoffice-990000"),
        ],
    )
    def test_prefix(self, prefix: str, slug: str) -> None:
        assert prefix in items(keyed("bodies", "slug")[slug]["number_prefixes"])

    def test_most_issuers_of_real_titles_resolve(self, shared: Path) -> None:
        lines = (shared / "vocab" / "issuers_from_titles.tsv").read_text("utf-8").splitlines()
        found, total = 0, 0
        for line in lines:
            issuer, count = line.split("\t")
            if issuer.startswith(("转发", "贯彻", "关于", "省", "市")):
                continue  # a verb's object, or a name that only its region can complete
            total += int(count)
            found += int(count) * (re.sub(r"等(.部门|部门)?$", "", issuer) in bodies_by_name())
        assert found / total > 0.98


class TestMeetings:
    def test_slugs_say_what_the_columns_say(self) -> None:
        assert twice([row["slug"] for row in rows("meetings")]) == []
        for row in rows("meetings"):
            ordinals = [row["convocation"], row["kind"], row["session"]]
            stem = "-".join(part for part in [row["body"], *ordinals] if part)
            assert row["slug"].startswith(stem)
            if not row["convocation"] and row["held_from"]:
                assert row["slug"] == f"{stem}-{row['held_from']}"

    def test_bodies_exist_and_days_are_in_order(self) -> None:
        for row in rows("meetings"):
            assert row["body"] in keyed("bodies", "slug")
            if row["held_to"]:
                assert date.fromisoformat(row["held_from"]) <= date.fromisoformat(row["held_to"])

    def test_meetings_are_told_apart(self) -> None:
        keys = [
            "|".join((row["body"], row["kind"], row["convocation"], row["session"]))
            if row["convocation"]
            else "|".join((row["body"], row["name"], row["held_from"]))
            for row in rows("meetings")
        ]
        assert twice(keys) == []

    def test_an_alias_stands_for_one_meeting(self) -> None:
        aliases = [alias for row in rows("meetings") for alias in items(row["aliases"])]
        assert twice(aliases) == []
        assert {row["name"] for row in rows("meetings")}.isdisjoint(aliases)

    @pytest.mark.parametrize(
        ("body", "kind", "convocation", "count"),
        [
            *(("cpc-100000", "plenum", number, 7) for number in (16, 17, 18, 19)),
            *(("npc-100000", "session", number, 5) for number in (11, 12, 13)),
            *(("cppcc-100000", "session", number, 5) for number in (11, 12, 13)),
        ],
    )
    def test_sessions_of_a_term(self, body: str, kind: str, convocation: int, count: int) -> None:
        sessions = [
            int(row["session"])
            for row in rows("meetings")
            if (row["body"], row["kind"], row["convocation"]) == (body, kind, str(convocation))
        ]
        assert sorted(sessions) == list(range(1, count + 1))

    @pytest.mark.parametrize(
        ("slug", "name", "held"),
        [
            ("cpc-430000-12-plenum-6", "湖南省委十二届六次全会", ("2024-04-29", "2024-04-29")),
            ("cpc-100000-19-plenum-5", "党的十九届五中全会", ("2020-10-26", "2020-10-29")),
            ("cpc-100000-20-congress", "党的二十大", ("2022-10-16", "2022-10-22")),
            ("npc-100000-14-session-2", "十四届全国人大二次会议", ("2024-03-05", "2024-03-11")),
            ("cppcc-100000-14-session-2", "全国政协十四届二次会议", ("2024-03-04", "2024-03-10")),
            ("cpc-430200-12-plenum-14", "株洲市委十二届十四次全会", ("", "")),
            ("npc-310000-16-session-4", "上海市十六届人大四次会议", ("2026-02-03", "")),
        ],
    )
    def test_meeting(self, slug: str, name: str, held: tuple[str, str]) -> None:
        row = keyed("meetings", "slug")[slug]
        assert name in names(row)
        assert (row["held_from"], row["held_to"]) == held

    def test_meetings_of_the_provincial_reports(self, shared: Path) -> None:
        truth = shared / "corpus" / "provincial_reports_2026" / "truth.jsonl"
        by_name = {row["name"]: row for row in rows("meetings")}
        bodies = keyed("bodies", "slug")
        for line in truth.read_text("utf-8").splitlines():
            stated = json.loads(line)["meeting"]
            found = [
                row
                for row in by_name.values()
                if bodies[row["body"]]["name"] == stated["body"]
                and row["convocation"] == str(stated["convocation"])
                and row["session"] == str(stated["session"])
            ]
            assert [row["held_from"] for row in found] == [stated["held_on"]]

    def test_meetings_of_the_samples(self) -> None:
        truth = json.loads((ROOT / "tests" / "data" / "samples_truth.json").read_text("utf-8"))
        for sample in truth.values():
            if meeting := sample["meeting"]:
                row = keyed("meetings", "slug")[meeting["slug"]]
                assert row["held_from"] == (meeting["held_on"] or "")
            for cited in sample["cited_meetings"]:
                assert cited["slug"] is None or cited["slug"] in keyed("meetings", "slug")
