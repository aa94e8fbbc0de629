"""What nbgrader's own commands and its formgrader are given of ours."""
