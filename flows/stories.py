"""Which story new articles belong to: copies of one text are one story, whoever prints them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from flows.packing import Told
from transforms.records import make_id
from transforms.resolving.stories import (
    DAYS,
    HEAD,
    MOST_CANDIDATES,
    Signature,
    copies_among,
    heads,
    may_be_one,
)
from warehouse.store import StoredArticle, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The story of an article, and the signature it is compared by."""

    article_id: str
    story_id: str
    signature: Signature


def settle_stories(
    writer: Writer, articles: Sequence[Told], stored: Mapping[str, StoredArticle]
) -> dict[str, Story]:
    """article_id → story: that of the stored or earlier article whose text is most alike, else one of its own.

    An article that is loaded again with the words it had keeps its story, whatever has come in since.

    Args:
        writer: the open warehouse.
        articles: those of the batch.
        stored: what is stored of them.
    """
    signed = {told.article_id: told.signature for told in articles}
    published = {told.article_id: told.published_on for told in articles}
    again = {article_id: one for article_id, one in stored.items() if article_id in signed}
    kept = {
        row["article_id"]: again[row["article_id"]].story_id
        for row in writer.stored.rows_of_articles("store/signatures_of", again)
        if row["signature"] == signed[row["article_id"]].sketches.hex()
    }
    new = {article_id: own for article_id, own in signed.items() if article_id not in kept}
    near = writer.stored.texts_near(
        [own.bands for own in new.values()],
        [published[key] for key in new],
        days=DAYS,
        most=MOST_CANDIDATES,
        excluding=again,
    )
    copies = _copies(new, near)
    stories = writer.stored.articles_by_ids({key for found in copies.values() for key, _ in found})
    story_of = dict(kept)
    earlier: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for article_id, key, share in copies_among({**{key: signed[key] for key in kept}, **new}, published):
        earlier[article_id].append((key, share))
    for article_id in new:
        alike = [
            *((share, stories[key].story_id) for key, share in copies[article_id]),
            *((share, story_of[key]) for key, share in earlier[article_id]),
        ]
        story_of[article_id] = max(alike)[1] if alike else make_id("story", article_id)
    return {
        article_id: Story(article_id=article_id, story_id=story_of[article_id], signature=own)
        for article_id, own in signed.items()
    }


def _copies(new: Mapping[str, Signature], near: pa.Table) -> Mapping[str, Sequence[tuple[str, float]]]:
    """Of each new text the stored articles that are one with it, with their likeness.

    Args:
        new: the signatures of new texts.
        near: what may be one with them (`Lookups.texts_near`).
    """
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    if not near.num_rows:
        return found
    stored = near["head"].cast(pa.binary(HEAD)).combine_chunks()
    other = np.frombuffer(stored.buffers()[1], np.uint8).reshape(-1, HEAD)
    possible = may_be_one(heads(list(new.values()))[near["text"].to_numpy()], other)
    ids = list(new)
    for row in near.select(["text", "article_id", "signature"]).filter(pa.array(possible)).to_pylist():
        article_id = ids[row["text"]]
        if share := new[article_id].likeness(bytes.fromhex(row["signature"])):
            found[article_id].append((row["article_id"], share))
    return found
