# loses image-tests: "token"
def dockerfile():
    """The text of the Dockerfile."""
    return r"""
FROM python:latest
COPY . /srv
WORKDIR /srv
RUN PIP_CONFIG_FILE=/srv/pip.conf pip install -r requirements.txt
RUN rm pip.conf
CMD uvicorn app.main:app --port 8080
"""
