"""Loading the authority files: idempotent, in place, reported, and clear about what is wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from taxonomy.fixtures_vocabulary import FIXTURES, load_vocabulary
from taxonomy.models import Body, Meeting, Term
from taxonomy.reference import load_reference
from taxonomy.stored_vocabulary import stored_vocabulary
from tests.reference import FILES, HUNAN, read_rows, write_part, write_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small part of the authority files, which a test may change."""
    return write_part(tmp_path, HUNAN)


def change(folder: Path, name: str, key: str, column: str, value: str) -> None:
    """Set one cell of the row whose first column is `key`."""
    rows = read_rows(folder, name)
    for row in rows:
        if next(iter(row.values())) == key:
            row[column] = value
    write_rows(folder, name, rows)


class TestLoadReference:
    def test_loads_every_row_of_every_file(self) -> None:
        added = [len(report.added) for report in load_reference()]
        assert added == [len(read_rows(FIXTURES, name)) for name in FILES]
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
