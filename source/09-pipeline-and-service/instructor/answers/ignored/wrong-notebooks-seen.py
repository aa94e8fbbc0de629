# loses ignored-tests: "notebooks/"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
.git
data
tests
**/.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
