"""Take in what a learning platform delivers: one zip with the files of a whole class."""
