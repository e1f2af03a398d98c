"""The process behind the SQL door; started by `door.py` with a request on standard input.

It imports nothing of the package. Exit status: 0 an answer on standard output, 2 refused or failed with
the reason on standard error; killed by SIGALRM when out of time, by another signal where it took too much.
"""

import json
import resource
import signal
import sys
from typing import Any, NoReturn

REFUSED = 2
BATCH = 2048
OVERHEAD_MB = 2048
"""Address space of Python, the libraries and thread stacks, beside what DuckDB may use."""


class _RefusedError(Exception):
    """A request that is not answered; the message is for the one who asks."""


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    _limit(request["seconds"], request["memory_mb"])
    import duckdb

    try:
        relation = _ask(duckdb, request)
        import pyarrow as pa  # only now: a refusal does not need its slow import

        table, truncated = _collect(pa, relation, request["rows"], request["bytes"])
    except _RefusedError as refusal:
        _fail(str(refusal))
    except MemoryError:
        _fail("The query needs more memory than it may use. Narrow it down, or raise the limit.")
    except (duckdb.Error, RuntimeError, ValueError) as error:  # Arrow's errors are among the last two
        _fail(_said(error))
    table = table.replace_schema_metadata({"truncated": "yes" if truncated else "no"})
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table)
    sys.stdout.buffer.flush()


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


def _ask(duckdb: Any, request: dict[str, Any]) -> Any:
    con = duckdb.connect(
        request["path"],
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "memory_limit": f"{request['memory_mb']}MB",
            "threads": str(request["threads"]),
            "temp_directory": "",
        },
    )
    con.execute("SET TimeZone = 'Asia/Jakarta'")
    con.execute("SET lock_configuration = true")
    statements = con.extract_statements(request["sql"])
    kinds = [statement.type.name for statement in statements]
    if not statements:
        raise _RefusedError("There is no query. Give one SELECT.")
    if "MULTI" in kinds or (kinds[0] == "CREATE" and kinds[-1] == "SELECT"):
        raise _RefusedError("A PIVOT must name its values: PIVOT … ON column IN ('a', 'b') …")
    if len(statements) > 1:
        raise _RefusedError(f"There are {len(statements)} statements; give exactly one.")
    if kinds[0] not in ("SELECT", "EXPLAIN"):
        raise _RefusedError(
            f"Only SELECT and EXPLAIN are answered here, and this is {kinds[0].replace('_', ' ')}."
        )
    relation = con.sql(request["sql"])
    if relation is None:
        raise _RefusedError("The statement has no answer. Give one SELECT.")
    return relation


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
        return f"Refused: queries may read the tables of the warehouse and nothing else. ({text.splitlines()[0]})"
    return text


def _fail(message: str) -> NoReturn:
    sys.stderr.write(message)
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
