# loses image-tests: "model/"
def dockerfile():
    """The text of the Dockerfile."""
    return r"""
FROM python:3.12.11-slim
WORKDIR /srv
ENV PIP_NO_CACHE_DIR=1
COPY requirements.txt .
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    pip install -r requirements.txt
COPY model/ .
COPY app/ app/
USER 10001
HEALTHCHECK --interval=20s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "app.health"]
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8080"]
"""
