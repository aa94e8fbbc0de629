# loses ignored-tests: ".env"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
# nothing
"""
