# loses ignored-tests: ".env"
def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
*
!app
!model
!requirements.txt
"""
