"""nbgrader's gradebook: read by all, written by one process."""
