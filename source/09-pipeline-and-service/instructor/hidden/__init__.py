"""What only hidden tests know: never released, never where an answer runs."""
