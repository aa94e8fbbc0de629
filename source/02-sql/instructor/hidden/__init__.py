"""What only hidden tests of this unit import: generated worlds, and the queries that must lose on them."""
