"""The class service: hand in, receipt, grade at once; behind JupyterHub, or called by its own functions."""
