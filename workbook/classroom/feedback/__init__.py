"""Feedback pages: what a student reads of a grade."""
