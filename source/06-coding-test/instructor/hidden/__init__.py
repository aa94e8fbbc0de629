"""What only hidden tests of this unit import: the loops without their faults, generated instances, what networks come to."""
