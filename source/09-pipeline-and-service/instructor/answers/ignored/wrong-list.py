# loses ignored-tests: "returns a text"
def dockerignore():
    return [".git", "data", "**/.env"]
