"""Checks of shell scripts."""
