# loses ignored-tests: "expected: seen"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
.git
data
notebooks
tests
**/*.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
