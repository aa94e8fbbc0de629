def dockerignore():
    """The text of the file .dockerignore."""
    return r"""
**/.env
**/.env.?*
!**/.env.example
.git
./data
notebooks/**
tests/**
*.pem
**/*.pem
**/__pycache__/**
"""
