def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
# private
/.git/
/data/
/notebooks/
/tests/
**/.env*
!**/.envoy
!**/.env.example
**/*.pem
**/__pycache__/
"""
