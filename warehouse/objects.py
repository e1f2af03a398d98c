"""An object store that speaks S3. Where it is and who we are comes from the environment alone, never from a file of ours.

AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL (none: Amazon's), AWS_REGION or AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; for raw documents also the files of ~/.aws and a machine's own role.
"""

import os
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from pyarrow import fs

from warehouse.errors import WarehouseError
from warehouse.schema import literal

S3 = "s3://"
ADVICE = (
    "Check AWS_ENDPOINT_URL, AWS_REGION, the credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) and that the "
    "bucket is there."
)


class ObjectStoreError(WarehouseError, OSError):
    """An object store that does not answer, or refuses; trying again later can help."""


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """An object store as the environment has it; empty strings are what it leaves open."""

    endpoint: str
    region: str
    key: str = field(repr=False)
    secret: str = field(repr=False)
    token: str = field(repr=False)

    def as_secret(self) -> str:
        """The statement that tells DuckDB, for as long as a connection lasts."""
        parts = urlsplit(self.endpoint)
        # Stores of one's own have their buckets in the path, for there is no name for each.
        own = {
            "ENDPOINT": literal(parts.netloc),
            "URL_STYLE": "'path'",
            "USE_SSL": str(parts.scheme != "http"),
        }
        named = {
            "KEY_ID": self.key,
            "SECRET": self.secret,
            "SESSION_TOKEN": self.token,
            "REGION": self.region,
        }
        given = {name: literal(value) for name, value in named.items() if value} | (
            own if self.endpoint else {}
        )
        return f"CREATE SECRET (TYPE s3{''.join(f', {name} {value}' for name, value in given.items())})"


def object_store() -> ObjectStore:
    """The object store that the environment names."""

    def first(*names: str) -> str:
        return next((found for name in names if (found := os.environ.get(name))), "")

    return ObjectStore(
        endpoint=first("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
        region=first("AWS_REGION", "AWS_DEFAULT_REGION"),
        key=first("AWS_ACCESS_KEY_ID"),
        secret=first("AWS_SECRET_ACCESS_KEY"),
        token=first("AWS_SESSION_TOKEN"),
    )


@cache
def file_system(store: ObjectStore) -> fs.S3FileSystem:
    """The client of an object store; credentials it finds itself, as Amazon's own tools do."""
    parts = urlsplit(store.endpoint)
    where = {"endpoint_override": parts.netloc, "scheme": parts.scheme} if store.endpoint else {}
    # Delayed opening sends a small object in one request; without writing in the background an error is told.
    return fs.S3FileSystem(
        region=store.region or None, allow_delayed_open=True, background_writes=False, **where
    )
