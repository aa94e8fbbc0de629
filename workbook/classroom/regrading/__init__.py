"""Requests for another look at a grade: collected from what was handed in, answered, and told on the feedback page."""
