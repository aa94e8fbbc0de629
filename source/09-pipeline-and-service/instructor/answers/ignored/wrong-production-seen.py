# loses ignored-tests: ".env."
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
.git
data
notebooks
tests
**/.env
**/*.pem
**/__pycache__
"""
