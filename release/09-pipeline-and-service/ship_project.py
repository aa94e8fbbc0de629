"""The folder that lesson 5 ships: the service that promises when a parcel comes, as files and their sizes."""

from __future__ import annotations

from ship_build import File

__all__ = ["BEFORE", "CONTEXT", "LISTING", "TOKEN"]

TOKEN = "fp-7Qd20xwLk4"
REQUIREMENTS = """fastapi==0.121.3
uvicorn==0.38.0
scikit-learn==1.7.2
fellpost-depots==1.4.0
"""
CONTEXT = {
    "app/__init__.py": File("# the service\n"),
    "app/main.py": File("app = FastAPI()  # reads model/late.json, answers on /promise, /healthz and /readyz\n"),
    "app/features.py": File("# features of a parcel\n"),
    "app/depots/zones.py": File("# zones of the depots\n"),
    "app/health.py": File("# asks http://127.0.0.1:8080/healthz, ends with 1 unless 200 comes back\n"),
    "model/late.json": File("coefficients", 40),
    "requirements.txt": File(REQUIREMENTS),
    "README.md": File("# Promise\n"),
    "tests/test_main.py": File("def test_promise(): ...\n"),
    "pip.conf": File(f"[global]\nextra-index-url = https://build:{TOKEN}@pkg.fellpost.example/simple\n"),
}
LISTING = [
    ".env", ".env.production", ".git/HEAD", ".git/objects/5f/3c2a", "app/.env", "app/.env.example", "app/__init__.py",
    "app/__pycache__/main.cpython-312.pyc", "app/depots/certificate.pem", "app/depots/zones.py", "app/health.py", "app/main.py",
    "data/parcels.parquet", "data/scans/2026-11.parquet", "model/late.json", "notebooks/lateness.ipynb", "requirements.txt", "tests/test_main.py",
]  # fmt: skip
BEFORE = """FROM python:latest
COPY . /srv
WORKDIR /srv
RUN PIP_CONFIG_FILE=/srv/pip.conf pip install -r requirements.txt
RUN rm pip.conf
CMD uvicorn app.main:app --port 8080
"""
