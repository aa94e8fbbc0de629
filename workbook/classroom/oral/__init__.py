"""Questions for a talk about a student's own code, each with an answer that running it has given."""
