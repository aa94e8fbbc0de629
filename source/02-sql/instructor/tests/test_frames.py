"""The picture of a window that slides over days of which some are missing."""

import frames


def test_the_sliding_window_parts_rows_from_days() -> None:
    assert frames.frame_rows(20) == [6, 7, 9, 12, 13, 14, 20]
    assert frames.frame_days(20) == [14, 20]
    assert "seven days reach back to day 14" in frames.draw(20)
