# loses ignored-tests: "expected: seen"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
*
!app/**/*.py
!model
!requirements.txt
**/.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
