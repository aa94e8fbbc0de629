# loses image-tests: "history"
def dockerfile():
    """The text of the Dockerfile."""
    return r"""
# syntax=docker/dockerfile:1
ARG PYTHON=3.12.11
FROM python:${PYTHON} AS builder
COPY requirements.txt /requirements.txt
ARG INDEX_URL
RUN pip install --prefix=/install --extra-index-url "$INDEX_URL" -r /requirements.txt

FROM python:${PYTHON}-slim-bookworm
COPY --from=builder /install /usr/local
RUN groupadd -g 4711 web && useradd -u 4711 -g web -m web
WORKDIR /home/web
COPY --chown=web:web model/ ./model/
COPY --chown=web:web app/ ./app/
ARG INDEX_URL
LABEL index=$INDEX_URL
USER 4711
HEALTHCHECK --start-period=1m --interval=15s --timeout=3s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8080/healthz', timeout=2)"]
CMD exec uvicorn app.main:app --host 0.0.0.0 --port 8080
"""
