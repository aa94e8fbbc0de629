# loses image-tests: "the package"
def dockerfile():
    """The text of the Dockerfile."""
    return r"""
FROM python:3.12.11-slim
WORKDIR /srv
COPY requirements.txt .
RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install --no-cache-dir --target /packages -r requirements.txt && rm -rf /root/.cache
COPY model/ model/
COPY app/ app/
USER 1
HEALTHCHECK CMD ["python", "-m", "app.health"]
STOPSIGNAL SIGTERM
CMD ["python", "-m", "uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8080", "--timeout-graceful-shutdown", "20"]
"""
