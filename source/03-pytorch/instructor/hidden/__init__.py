"""What only hidden tests of this unit import: references, layers with one fault each, generated instances."""
