"""What a graded class tells about its exercises: measured, and shown as a page, as CSV and as JSON."""
