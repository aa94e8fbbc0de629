# loses image-tests: "failure is lost in what stands behind it"
def dockerfile():
    return r"""FROM python:3.12.11-slim
WORKDIR /srv
COPY requirements.txt .
RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install --no-cache-dir -r requirements.txt
COPY model/ model/
COPY app/ app/
USER 10001
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD python -m app.health || true
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8080"]
"""
