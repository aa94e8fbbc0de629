"""What runs in the box, in the answer's process: watching what the visible tests do, and running variants of an answer."""
