"""What hidden tests of unit 04 import: generated businesses with planted truths, and comparisons that know the answer."""
