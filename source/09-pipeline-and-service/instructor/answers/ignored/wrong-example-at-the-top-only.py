# loses ignored-tests: ".env.example"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
.git
data
notebooks
tests
**/.env
**/.env.*
!.env.example
**/*.pem
**/__pycache__
"""
