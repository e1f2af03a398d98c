"""The process behind the SQL door; started by `door.py` with a request on standard input.

It imports nothing of the package. Exit status: 0 an answer on standard output, 2 refused or failed with
the reason on standard error; killed by SIGALRM when out of time, by another signal where it took too much.
"""

import json
import re
import resource
import signal
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

REFUSED = 2
BATCH = 2048
OVERHEAD_MB = 2048
"""Address space of Python, the libraries and thread stacks, beside what DuckDB may use."""
ONLY_TABLES = "Refused: queries may read the tables of the warehouse and nothing else."
TABLE_FUNCTIONS = frozenset(
    {
        "duckdb_columns",
        "duckdb_constraints",
        "duckdb_functions",
        "duckdb_keywords",
        "duckdb_schemas",
        "duckdb_tables",
        "duckdb_types",
        "duckdb_views",
        "generate_series",
        "icu_calendar_names",
        "json_each",
        "json_tree",
        "pg_timezone_names",
        "pragma_collations",
        "pragma_show",
        "pragma_table_info",
        "pragma_version",
        "range",
        "repeat",
        "repeat_row",
        "summary",
        "unnest",
    }
)
"""The functions that may stand in FROM: those that make rows of nothing, and those that describe the tables."""

REFUSED_FUNCTIONS = frozenset({"current_setting", "getenv", "getvariable", "write_log"})
"""Functions of single values that tell of the process or write."""

NO_TABLE = re.compile(r"[/\\.:*?\[]|^__")
"""In the names of files that could be read as tables, and of the databases behind a lake."""

EXPLAIN = re.compile(
    r"(?:\s|--[^\n]*(?:\n|$)|/\*(?:(?!\*/).)*\*/)*EXPLAIN\b(?:\s+ANALYZE\b)?(?:\s*\([^()]*\))?", re.I | re.S
)


class RefusedError(Exception):
    """A request that is not answered; the message is for the one who asks."""


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    _limit(request["seconds"], request["memory_mb"])
    import duckdb

    try:
        table = answer(connect(duckdb, request), request)
    except RefusedError as refusal:
        _fail(str(refusal))
    except duckdb.Error as error:
        _fail(_said(error))
    import pyarrow as pa

    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table)
    sys.stdout.buffer.flush()


def answer(con: Any, request: dict[str, Any]) -> Any:
    """The Arrow table that answers a request; its metadata says whether it was cut off.

    Raises:
        RefusedError: it is not answered, for a reason that the one who asks can be told.
    """
    import duckdb

    try:
        _refuse_all_but_questions(con, request["sql"])
        relation = con.sql(request["sql"])
        if relation is None:
            raise RefusedError("The statement has no answer. Give one SELECT.")
        import pyarrow as pa  # only now: a refusal does not need its slow import

        table, truncated = _collect(pa, relation, request["rows"], request["bytes"])
    except RecursionError as error:
        raise RefusedError("The query is nested too deeply. Write it in steps: WITH a AS (…), …") from error
    except MemoryError as error:
        raise RefusedError(
            "The query needs more memory than it may use. Narrow it down, or raise the limit."
        ) from error
    except (duckdb.Error, RuntimeError, ValueError) as error:  # Arrow's errors are among the last two
        raise RefusedError(_said(error)) from error
    return table.replace_schema_metadata({"truncated": "yes" if truncated else "no"})


def _limit(seconds: float, memory_mb: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cpu = int(seconds) * 4 + 5
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    space = (memory_mb + OVERHEAD_MB) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    # The default action ends the process at once, also while DuckDB is at work; the parent reads the signal.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def connect(duckdb: Any, request: dict[str, Any]) -> Any:
    """Open the warehouse so that a query can reach its tables and nothing else."""
    lake = request.get("lake")
    config = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
        "memory_limit": f"{request['memory_mb']}MB",
        "threads": str(request["threads"]),
        "temp_directory": "",
    }
    if lake:
        con = duckdb.connect(config=config)
        open_snapshot(con, lake)
        folder = lake["tables"].replace("'", "''")
        con.execute(f"SET allowed_directories = ['{folder}']")
        con.execute("SET enable_external_access = false")
    else:
        con = duckdb.connect(
            request["path"], read_only=True, config=config | {"enable_external_access": "false"}
        )
    con.execute("SET TimeZone = 'Asia/Jakarta'")
    con.execute("SET enable_progress_bar = false")  # it would be printed into the answer
    con.execute("SET lock_configuration = true")
    return con


def open_snapshot(con: Any, lake: dict[str, Any]) -> None:
    """Attach the published snapshot of a lake, by the statements of `Lake.reading`."""
    for statement in lake["before"]:
        con.execute(statement)
    found = con.execute(lake["snapshot"]).fetchall()
    if not found:
        raise RefusedError("Nothing has been published in this lake yet. Make it: warta run PATH")
    for statement in lake["after"]:
        con.execute(statement.replace("{snapshot}", str(int(found[0][0]))))


def _refuse_all_but_questions(con: Any, sql: str) -> None:
    """Let one SELECT pass, or one EXPLAIN of a SELECT, that calls nothing but what answers from the tables."""
    kind = _only_kind(con, sql)
    if kind == "EXPLAIN":
        head = EXPLAIN.match(sql)
        if head is None:
            raise RefusedError("Write EXPLAIN as the first word, without nested comments before it.")
        sql = sql[head.end() :]
        kind = _only_kind(con, sql)
    if kind != "SELECT":
        raise RefusedError(f"Only SELECT and EXPLAIN of a SELECT are answered here, and this is {kind}.")
    tree = json.loads(con.execute("SELECT json_serialize_sql($1)", [sql]).fetchall()[0][0])
    if tree["error"]:
        raise RefusedError(f"Only what reads is answered here: {tree['error_message']}.")
    for node in _nodes(tree["statements"]):
        function = node.get("function")
        if node.get("type") == "TABLE_FUNCTION" and isinstance(function, dict):
            name = str(function.get("function_name")).lower()
            if name not in TABLE_FUNCTIONS:
                raise RefusedError(f"{ONLY_TABLES} (FROM {name}(…))")
        elif node.get("type") == "BASE_TABLE" and any(
            NO_TABLE.search(str(node.get(part))) for part in ("catalog_name", "schema_name", "table_name")
        ):
            raise RefusedError(f"{ONLY_TABLES} (FROM {node['table_name']})")
        elif str(node.get("function_name")).lower() in REFUSED_FUNCTIONS:
            raise RefusedError(f"{ONLY_TABLES} ({node['function_name']}(…))")


def _only_kind(con: Any, sql: str) -> str:
    """The kind of the one statement that a text holds."""
    if "\0" in sql:  # where some releases stop reading
        raise RefusedError("The query holds a zero character. Take it out.")
    try:
        kinds = [statement.type.name.replace("_", " ") for statement in con.extract_statements(sql)]
    except ValueError:  # a kind that the Python library has no name for
        kinds = ["another kind of statement"]
    if not kinds:
        raise RefusedError("There is no query. Give one SELECT.")
    if "MULTI" in kinds or (kinds[0] == "CREATE" and kinds[-1] == "SELECT"):
        raise RefusedError("A PIVOT must name its values: PIVOT … ON column IN ('a', 'b') …")
    if len(kinds) > 1:
        raise RefusedError(f"There are {len(kinds)} statements; give exactly one.")
    return str(kinds[0])


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON tree, however deep."""
    left = [tree]
    while left:
        found = left.pop()
        if isinstance(found, dict):
            yield found
            left.extend(found.values())
        elif isinstance(found, list):
            left.extend(found)


def _collect(pa: Any, relation: Any, rows: int, size: int) -> tuple[Any, bool]:
    batches, count, taken, truncated = [], 0, 0, False
    reader = relation.to_arrow_reader(BATCH)
    for batch in reader:
        if count + batch.num_rows > rows:
            batch, truncated = batch.slice(0, rows - count), True
        count, taken = count + batch.num_rows, taken + batch.nbytes
        batches.append(batch)
        truncated = truncated or taken > size
        if truncated:
            break
    return pa.Table.from_batches(batches, reader.schema), truncated


def _said(error: Exception) -> str:
    text = str(error).strip()
    if "Permission Error" in text or "configuration has been locked" in text or "disabled" in text:
        return f"{ONLY_TABLES} ({text.splitlines()[0]})"
    if "read-only mode" in text:
        return f"Only what reads is answered here. ({text.splitlines()[0]})"
    return text


def _fail(message: str) -> NoReturn:
    sys.stderr.write(message)
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
