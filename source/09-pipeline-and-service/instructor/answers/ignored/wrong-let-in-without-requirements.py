# loses ignored-tests: "requirements.txt"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
*
!app
!model
**/.env
**/.env.*
!app/**/.env.example
**/*.pem
**/__pycache__
"""
