"""The walls: bubblewrap's outer box, each fork's own, and the users of both. Runs in the template and in its forks."""
