"""Another system, as far as it can be had on Linux."""
