import csv
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.export import ExportError, export
from warehouse.sqlfiles import sql_files
from warehouse.tables import TABLES


@pytest.fixture(scope="module")
def warehouse(samples_home: Path) -> Path:
    return samples_home / "warehouse.duckdb"


@pytest.fixture(scope="module")
def as_parquet(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "parquet"
    export(warehouse, folder)
    return folder


@pytest.fixture(scope="module")
def as_csv(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "csv"
    export(warehouse, folder, form="csv")
    return folder


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text())
    return found


def resources(folder: Path) -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in package(folder)["resources"]}


def test_every_table_and_view_is_there_with_its_rows(warehouse: Path, as_parquet: Path) -> None:
    found = resources(as_parquet)
    assert set(found) == {*TABLES, *(f"report.{view.name}" for view in sql_files("views"))}
    with duckdb.connect(str(warehouse), read_only=True) as con:
        for name, resource in found.items():
            stored = con.sql(f"SELECT * FROM {name}").to_arrow_table()
            read = pq.read_table(as_parquet / resource["path"])
            assert read.num_rows == resource["rows"] == stored.num_rows
            assert read.column_names == [field["name"] for field in resource["schema"]["fields"]]
            if name in TABLES:
                columns = [(c, pa.types.is_timestamp(read[c].type)) for c in read.column_names]
                assert all(
                    time or sorted(map(repr, read[c].to_pylist())) == sorted(map(repr, stored[c].to_pylist()))
                    for c, time in columns
                )


def test_the_package_tells_size_hash_types_and_meaning(as_parquet: Path) -> None:
    for resource in resources(as_parquet).values():
        content = (as_parquet / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["description"]
        assert "any" not in {field["type"] for field in resource["schema"]["fields"]}, resource["name"]
    articles = {field["name"]: field for field in resources(as_parquet)["articles"]["schema"]["fields"]}
    assert articles["topics"]["type"] == "array"
    assert articles["published_at"]["type"] == "datetime"
    assert articles["article_id"]["constraints"] == {"required": True}
    assert resources(as_parquet)["places"]["licenses"][0]["name"] == "MIT"


def test_keys_hold(as_parquet: Path) -> None:
    found = resources(as_parquet)
    for name, resource in found.items():
        schema, rows = resource["schema"], pq.read_table(as_parquet / resource["path"])
        if key := schema.get("primaryKey"):
            values = list(zip(*(rows[column].to_pylist() for column in key), strict=True))
            assert len(values) == len(set(values)), name
        for foreign in schema.get("foreignKeys", ()):
            (column,), reference = foreign["fields"], foreign["reference"]
            other = found[reference["resource"] or name]
            there = pq.read_table(as_parquet / other["path"])[reference["fields"][0]].to_pylist()
            missing = set(rows[column].to_pylist()) - {None} - set(there)
            assert not missing, (name, column)


def test_csv_reads_back_by_the_types_of_the_package(warehouse: Path, as_csv: Path) -> None:
    csv.field_size_limit(10**9)
    with (as_csv / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["article_id"]: row for row in csv.DictReader(file)}
    with duckdb.connect(str(warehouse), read_only=True) as con:
        stored = con.sql("SELECT article_id, text, topics, published_at FROM articles").to_arrow_table()
    assert len(rows) == stored.num_rows == resources(as_csv)["articles"]["rows"]
    for article in stored.to_pylist():
        row = rows[article["article_id"]]
        assert row["text"] == article["text"]
        assert json.loads(row["topics"]) == article["topics"]
        if article["published_at"]:
            time = datetime.strptime(row["published_at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
            assert time == article["published_at"]


def test_some_tables_only_refer_to_each_other(warehouse: Path, tmp_path: Path) -> None:
    written = export(warehouse, tmp_path / "x", names=["quotes", "persons", "report.officials"])
    assert {entry.name for entry in written} == {"quotes", "persons", "report.officials"}
    assert (tmp_path / "x" / "report" / "officials.parquet").exists()
    keys = resources(tmp_path / "x")["quotes"]["schema"]["foreignKeys"]
    assert [key["fields"] for key in keys] == [["person_id"]]


def test_an_earlier_export_is_replaced_and_anything_else_is_not(warehouse: Path, tmp_path: Path) -> None:
    export(warehouse, tmp_path / "x", names=["places"])
    export(warehouse, tmp_path / "x", names=["laws"])
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["datapackage.json", "laws.parquet"]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("years of work")
    for target in (tmp_path / "other", tmp_path / "other" / "thesis.txt"):
        with pytest.raises(ExportError, match="something else"):
            export(warehouse, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "x"]


def test_a_failure_leaves_nothing(tmp_path: Path, warehouse: Path) -> None:
    for fault in ({"form": "xlsx"}, {"names": ["nothing"]}):
        with pytest.raises(ExportError, match="There is no"):
            export(warehouse, tmp_path / "x", **fault)
    with pytest.raises(duckdb.Error):
        export(_broken(tmp_path), tmp_path / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["broken.duckdb"]


def _broken(folder: Path) -> Path:
    """A warehouse that lacks a table."""
    path = folder / "broken.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR); CREATE TABLE articles (a BIGINT)")
    return path
