def dockerfile():
    """The text of the Dockerfile."""
    return r"""
FROM python:3.12.3-slim@sha256:ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12
RUN apt-get update && apt-get install -y --no-install-recommends curl tini && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
RUN --mount=type=secret,id=pip,env=PIP_CONFIG_TEXT --mount=type=bind,source=requirements.txt,target=/tmp/r.txt --mount=type=secret,id=pip,target=/etc/pip.conf --mount=type=cache,target=/root/.cache/pip pip install -r /tmp/r.txt
COPY ["model", "/srv/model"]
COPY ["app", "/srv/app"]
ENV UVICORN_HOST=0.0.0.0 UVICORN_PORT=8080
EXPOSE 8080
USER 65532
HEALTHCHECK --start-period=70s CMD curl -fsS http://127.0.0.1:8080/healthz
ENTRYPOINT ["tini", "--"]
CMD ["uvicorn", "app.main:app"]
"""
