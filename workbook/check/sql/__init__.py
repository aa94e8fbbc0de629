"""Checks of queries and of scripts that make or change a database."""
