# loses ignored-tests: ".pem"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
.git
data
notebooks
tests
**/.env
**/.env.*
!app/**/.env.example
*.pem
*/*.pem
**/__pycache__
"""
