# loses ignored-tests: "tests/"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
.git
data
notebooks
**/.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
