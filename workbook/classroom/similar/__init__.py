"""Pairs of answers that are more alike than chance: worth a look, never a verdict."""
