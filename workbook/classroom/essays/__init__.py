"""Essays: rubrics as the lessons print them, a bank of comments for their rows, and points that come from both."""
