"""A gradebook that is no SQLite file: the service refuses, before it takes anything."""

from __future__ import annotations

import pytest

from workbook.course import Course
from workbook.errors import CourseError
from workbook.service.desk import Desk


@pytest.mark.parametrize("url", ["postgresql://grader:secret@db.example/course", "mysql://root@localhost/course"])
def test_the_service_refuses_a_gradebook_that_is_no_file_and_takes_nothing(tiny: Course, url: str) -> None:
    with tiny.config.open("a") as stream:
        stream.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    with pytest.raises(CourseError, match="SQLite only") as caught:
        Desk(tiny)
    assert "secret" not in str(caught.value) and caught.value.mend
