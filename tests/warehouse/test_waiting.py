from hypothesis import given
from hypothesis import strategies as st

from warehouse.waiting import Waiting

# Identifiers are hashes, origins paths and addresses: none has a NUL, at which SQLite's JSON ends a text.
IDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=3)


@given(st.lists(st.tuples(IDS, IDS)), st.lists(st.tuples(IDS, IDS, IDS)), st.lists(IDS))
def test_it_answers_as_a_dictionary_would(
    documents: list[tuple[str, str]], origins: list[tuple[str, str, str]], asked: list[str]
) -> None:
    plain = dict(documents)
    places = {(source_id, origin): article_id for source_id, origin, article_id in origins}
    with Waiting() as waiting:
        for document, origin in zip(documents, origins, strict=False):
            waiting.add([document], [origin])
        waiting.add(documents, origins)
        assert waiting.documents(asked) == set(asked) & plain.keys()
        assert waiting.articles(asked) == set(asked) & set(plain.values())
        pairs = [(a, b) for a in asked for b in asked]
        assert waiting.articles_by_origin(pairs) == {pair: places[pair] for pair in pairs if pair in places}
