# loses image-tests: "isn't in the image"
def dockerfile():
    """The text of the Dockerfile."""
    return r"""
FROM python:3.12.11-slim AS build
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /build
COPY requirements.txt ./
RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install -r requirements.txt

FROM python:3.12.11-slim
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY model ./model
COPY app ./app
USER 1000:1000
HEALTHCHECK --start-period=90s --interval=30s CMD python app/health.py || exit 1
ENTRYPOINT ["uvicorn"]
CMD ["app.main:app", "--host=0.0.0.0", "--port=8080"]
"""
