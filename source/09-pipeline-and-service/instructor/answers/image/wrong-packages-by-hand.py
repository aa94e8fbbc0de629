# loses image-tests: "the package"
def dockerfile():
    """The text of the Dockerfile."""
    return r"""
FROM python:3.12.11-slim
WORKDIR /srv
ENV PIP_NO_CACHE_DIR=1
RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install fastapi==0.121.3 uvicorn==0.38.0 scikit-learn==1.7.2 fellpost-depots==1.4.0
COPY model/ model/
COPY app/ app/
USER 10001
HEALTHCHECK --interval=20s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "app.health"]
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8080"]
"""
