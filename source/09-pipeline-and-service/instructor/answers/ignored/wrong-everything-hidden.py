# loses ignored-tests: "expected: seen"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
*
"""
