# loses incident-tests: "not JSON"
echo "job=nightly-embed disk=/var/cache minute=2025-03-14T02:47"
