"""Names beside points: whatever the points, no name lies over anything."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.maps.labels import Box, Point, placed

PAPER = Box(8, 8, 352, 332)
POINTS = st.lists(
    st.builds(
        Point,
        x=st.floats(8, 352),
        y=st.floats(8, 332),
        radius=st.floats(4.5, 16),
        text=st.text("abcdefghijklmnopqrstuvwxyzMÁñ ", min_size=1, max_size=30),
    ),
    max_size=30,
)


@given(POINTS)
def test_names_never_overlap(points):
    labels = placed(points, PAPER)

    boxes = [label.box for label in labels if label]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    assert not [box for box in boxes for point in points if box.meets(point.box)]
    assert all(box.within(PAPER) for box in boxes)
    assert len(labels) == len(points)


@given(POINTS)
def test_same_points_give_the_same_names(points):
    assert placed(points, PAPER) == placed(list(points), PAPER)


def test_name_of_a_point_alone_stands_to_its_right():
    (label,) = placed([Point(100, 100, 10, "Compton 6")], PAPER)

    assert (label.x, label.anchor) == (113, "start")


def test_name_at_the_right_edge_stands_under_or_before_its_point():
    (under,) = placed([Point(290, 100, 10, "Boyle Heights 5")], PAPER)
    (before,) = placed([Point(340, 100, 10, "Boyle Heights 5")], PAPER)

    assert (under.anchor, before.anchor) == ("middle", "end")


def test_name_goes_where_nothing_is_taken():
    (label,) = placed([Point(100, 100, 10, "Compton 6")], PAPER, [Box(110, 80, 352, 108)])

    assert label.anchor == "middle"


def test_name_without_room_is_left_out_and_the_one_that_came_first_stays():
    crowd = [Point(100, 100, 10, "First"), *(Point(100, 100, 10, "x" * 200) for _number in range(3))]

    assert [bool(label) for label in placed(crowd, PAPER)] == [True, False, False, False]
