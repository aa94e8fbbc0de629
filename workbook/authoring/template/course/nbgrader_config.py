"""nbgrader's settings for this course; a line of your own below the last counts."""

from workbook.classroom.nbgrader.settings import configure

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (nbgrader defines it)
configure(c, course_id="{course_id}")
