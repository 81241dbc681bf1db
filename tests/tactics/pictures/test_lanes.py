"""tactics.pictures.lanes"""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tactics.pictures.lanes import in_lanes

extents = st.tuples(st.floats(0, 100), st.floats(0.1, 50)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def test_first_lane_with_room_is_taken():
    assert in_lanes([(0, 10), (5, 15), (10, 20), (12, 14), (15, 30)]) == [0, 1, 0, 2, 1]


def test_no_extents_need_no_lane():
    assert in_lanes([]) == []


@settings(deadline=None)
@given(st.lists(extents, max_size=40))
def test_lanes_never_overlap_and_none_is_skipped(given_extents):
    lanes = in_lanes(given_extents)

    for (one, one_lane), (other, other_lane) in combinations(zip(given_extents, lanes, strict=True), 2):
        assert one_lane != other_lane or one[1] <= other[0] or other[1] <= one[0]
    assert sorted(set(lanes)) == list(range(len(set(lanes))))
    assert lanes == in_lanes(given_extents)
