"""catalogue.search.layered"""

from hypothesis import given
from hypothesis import strategies as st

from catalogue.search import layered
from catalogue.search.layered import Layered

KEYS = st.integers(0, 5)
CHANGES = st.lists(st.tuples(st.sets(KEYS), st.dictionaries(KEYS, st.integers(1, 9))), max_size=6)


@given(st.dictionaries(KEYS, st.integers(1, 9)), CHANGES, st.sampled_from([0, 3, 1000]))
def test_after_any_changes_it_is_what_a_copy_would_be(start, changes, most):
    kept, layered.MOST = layered.MOST, most
    try:
        plain, mapping = dict(start), Layered(dict(start))
        for gone, new in changes:
            before, then = mapping, dict(plain)
            mapping = mapping.changed(gone, new)
            plain = {key: value for key, value in plain.items() if key not in gone} | new

            assert dict(before) == then  # the former is as it was
            assert dict(mapping) == plain
            assert len(mapping) == len(plain)
            assert [key for key in range(6) if key in mapping] == sorted(plain)
            assert [mapping.get(key, -1) for key in range(6)] == [plain.get(key, -1) for key in range(6)]
    finally:
        layered.MOST = kept
