# loses ignored-tests: "__pycache__"
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
**/*.pem
**/*.pyc
"""
