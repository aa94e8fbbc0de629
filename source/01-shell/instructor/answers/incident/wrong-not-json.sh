# loses incident-tests: "not one JSON object"
echo "job=nightly-embed disk=/var/cache minute=2025-03-14T02:47"
