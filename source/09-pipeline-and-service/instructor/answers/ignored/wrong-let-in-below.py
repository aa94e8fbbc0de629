# loses ignored-tests: ".env"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
**/.env
**/.env.*
**/*.pem
**/__pycache__
*
!app
!model
!requirements.txt
"""
