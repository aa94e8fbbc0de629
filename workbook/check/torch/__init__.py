"""Checks of layers, functions on tensors, and what they are held against."""
