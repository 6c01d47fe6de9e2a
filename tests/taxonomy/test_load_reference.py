"""Loading the authority files: idempotent, in place, reported, and clear about what is wrong."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from taxonomy.fixtures_vocabulary import FIXTURES, load_vocabulary
from taxonomy.models import Body, Meeting, Term
from taxonomy.reference import load_reference
from taxonomy.stored_vocabulary import stored_vocabulary

pytestmark = pytest.mark.django_db

FILES = ("regions", "bodies", "meetings", "terms")


REGIONS = ("100000", "430000", "430100")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small part of the authority files, which a test may change: the nation, 湖南, 长沙."""
    bodies = {row["slug"] for row in _rows("bodies") if row["region"] in REGIONS}
    terms = {row["slug"] for row in _rows("terms") if row["region"] in REGIONS}
    kept = {
        "regions": lambda row: row["code"] in REGIONS,
        "bodies": lambda row: row["slug"] in bodies,
        "meetings": lambda row: row["body"] in bodies,
        "terms": lambda row: row["slug"] in terms,
    }
    for name in FILES:
        rows = list(filter(kept[name], _rows(name)))
        for row in rows if name == "terms" else ():
            for column in ("broader", "components", "related", "superseded_by"):
                row[column] = "|".join(s for s in row[column].split("|") if s in terms)
        _write(tmp_path / f"{name}.csv", rows)
    return tmp_path


def change(folder: Path, name: str, key: str, column: str, value: str) -> None:
    """Set one cell of the row whose first column is `key`."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if next(iter(row.values())) == key:
            row[column] = value
    _write(path, rows)


class TestLoadReference:
    def test_loads_every_row_of_every_file(self) -> None:
        added = [len(report.added) for report in load_reference()]
        assert added == [sum(1 for _ in _rows(name)) for name in FILES]
        stored, filed = stored_vocabulary(), load_vocabulary()
        assert stored.regions == filed.regions
        assert stored.bodies == filed.bodies
        assert stored.meetings == filed.meetings
        assert set(stored.terms) == set(filed.terms)

    def test_second_load_skips_files_that_have_not_changed(self, folder: Path) -> None:
        list(load_reference(folder))
        assert all(report.skipped for report in load_reference(folder))

    def test_forced_second_load_changes_nothing(self, folder: Path) -> None:
        list(load_reference(folder))
        for report in load_reference(folder, force=True):
            assert not report.added
            assert not report.changed

    def test_updates_in_place_and_names_what_changed(self, folder: Path) -> None:
        list(load_reference(folder))
        before = Body.objects.get(slug="cpc-430000").pk
        change(folder, "bodies", "cpc-430000", "short_name", "湖南省委会")
        reports = {report.table: report for report in load_reference(folder)}
        assert reports["机关"].changed == {"cpc-430000": ["short_name"]}
        assert Body.objects.get(slug="cpc-430000").pk == before

    def test_a_changed_parent_is_named(self, folder: Path) -> None:
        list(load_reference(folder))
        change(folder, "bodies", "cpc-430100", "parent", "cpc-100000")
        reports = {report.table: report for report in load_reference(folder)}
        assert reports["机关"].changed == {"cpc-430100": ["parent_id"]}

    def test_parents_and_components_are_links(self, folder: Path) -> None:
        list(load_reference(folder))
        city = Body.objects.get(slug="cpc-430100")
        assert city.parent is not None
        assert city.parent.slug == "cpc-430000"
        parts = Term.objects.get(slug="shi-da-gong-cheng").component_links.all()
        assert [part.position for part in parts] == list(range(1, 11))

    @pytest.mark.parametrize(
        ("name", "key", "column", "value", "message"),
        [
            ("bodies", "cpc-430000", "region", "999999", "bodies.csv, cpc-430000, region"),
            ("bodies", "cpc-430000", "parent", "cpc-nowhere", "bodies.csv, cpc-430000, parent"),
            ("terms", "san-gao-si-xin", "related", "xu-wu", "terms.csv, san-gao-si-xin, related"),
        ],
    )
    def test_a_dangling_reference_names_file_row_and_field(
        self, folder: Path, name: str, key: str, column: str, value: str, message: str
    ) -> None:
        change(folder, name, key, column, value)
        with pytest.raises(CommandError, match=message):
            call_command("load_reference", folder=folder, stdout=io.StringIO())
        assert not Meeting.objects.exists(), "a failed load must leave nothing behind"

    def test_a_missing_file_is_one_clear_error(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"regions\.csv"):
            call_command("load_reference", folder=tmp_path, stdout=io.StringIO())

    def test_the_command_prints_a_line_a_table(self, folder: Path) -> None:
        out = io.StringIO()
        call_command("load_reference", folder=folder, stdout=out)
        assert len(out.getvalue().splitlines()) == len(FILES)


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(name: str) -> csv.DictReader[str]:
    text = (FIXTURES / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(io.StringIO(text))
