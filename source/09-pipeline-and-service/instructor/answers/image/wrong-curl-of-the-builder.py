# loses image-tests: "program isn't in the image"
def dockerfile():
    """The text of the Dockerfile."""
    return r"""
FROM python:3.12.11-slim AS build
RUN apt-get update && apt-get install -y curl
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /build
COPY requirements.txt ./
RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install -r requirements.txt

FROM python:3.12.11-slim
ENV PATH="/opt/venv/bin:$PATH"
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY model ./model
COPY app ./app
USER 1000:1000
HEALTHCHECK --start-period=90s --interval=30s CMD curl -f http://localhost:8080/healthz
ENTRYPOINT ["python", "-m", "uvicorn"]
CMD ["app.main:app", "--host=0.0.0.0", "--port=8080"]
"""
