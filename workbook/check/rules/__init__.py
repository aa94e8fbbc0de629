"""Rules about an answer's text: how long it is, and what it may not use."""
