#!/bin/sh
# Builds JupyterLab's half of the course from labextension/ into workbook/jupyter/labextension/, which is committed.
# With --check it fails where that differs from what is committed, which stays. It needs Node; without it --check
# says so and passes, as nobody who learns, teaches or writes lessons needs Node.
set -eu
cd "$(dirname "$0")/.."
built=workbook/jupyter/labextension
if ! command -v npm >/dev/null; then
    echo "No Node here: $built is not built again." >&2
    test "${1:-}" = --check
    exit
fi
test -d labextension/node_modules || (cd labextension && npm ci >/dev/null)

build() {
    rm -rf "$built" labextension/lib labextension/tsconfig.tsbuildinfo
    (cd labextension && npx --no-install tsc && jupyter-builder build . >/dev/null 2>&1)
}

if [ "${1:-}" != --check ]; then
    build
    exit
fi
kept=$(mktemp -d) # names of modules hold their place, so it is built in its own
cp -R "$built" "$kept/committed"
trap 'rm -rf "$built" && mv "$kept/committed" "$built" && rmdir "$kept"' EXIT
build
# The entry's name and its numbers hold the checkout's place; what it loads is compared.
diff -r -x 'remoteEntry*' -I '"load":' "$kept/committed" "$built" || { echo "$built is not built from labextension/. Run: make build-lab" >&2; exit 1; }
