# loses ignored-tests: "data/"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
.git
notebooks
tests
**/.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
