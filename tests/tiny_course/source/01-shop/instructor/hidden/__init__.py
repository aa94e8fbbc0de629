"""What this unit's hidden tests know: never released, never where an answer runs."""
