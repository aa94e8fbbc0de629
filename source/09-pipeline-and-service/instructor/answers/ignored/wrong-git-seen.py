# loses ignored-tests: ".git/"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
data
notebooks
tests
**/.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
