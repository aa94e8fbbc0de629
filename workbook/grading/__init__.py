"""The autograder: two sandboxed processes forked from a warm template."""
