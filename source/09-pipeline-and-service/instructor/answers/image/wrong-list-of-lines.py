# loses image-tests: "is a text"
def dockerfile():
    return ["FROM python:3.12.11-slim"]
