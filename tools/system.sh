#!/bin/sh
# Brings what the tests need from the system: Chromium (browser tests), bubblewrap (sandbox), PostgreSQL (SQL engines), the proxy of
# JupyterHub (class service).
# As root on Debian or Ubuntu it installs what is missing; elsewhere it says what to install, and the tests that need it
# are skipped with the reason.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v bwrap >/dev/null 2>&1 || missing="$missing bubblewrap"
command -v dash >/dev/null 2>&1 || missing="$missing dash"
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
# The proxy of JupyterHub comes by npm; nothing else here needs Node.
if ! command -v configurable-http-proxy >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v npm >/dev/null 2>&1; then
        npm install --global --silent configurable-http-proxy@5 >/dev/null || echo "npm has not brought the proxy of JupyterHub"
    else
        echo "The tests with a real JupyterHub will be skipped. To run them: npm install -g configurable-http-proxy"
    fi
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of package names
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Some tests will be skipped. To run them all, install:$missing"
fi
