def dockerignore():
    """The text of the file .dockerignore."""
    tops = [".git", "data", "notebooks", "tests"]
    rules = tops + ["**/.env", "**/.env.*", "!**/.env.example", "**/*.pem", "**/__pycache__"]
    return "\r\n".join(rules)
