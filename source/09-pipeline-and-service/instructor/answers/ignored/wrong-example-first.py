# loses ignored-tests: ".env.example"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
!app/**/.env.example
.git
data
notebooks
tests
**/.env
**/.env.*
**/*.pem
**/__pycache__
"""
