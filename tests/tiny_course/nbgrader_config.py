"""nbgrader's settings for the tiny course of the tests: those of the real one."""

from workbook.classroom.nbgrader.settings import configure

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (nbgrader defines it)
configure(c, course_id="ai-engineer-workbook")
