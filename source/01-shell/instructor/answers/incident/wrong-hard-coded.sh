# loses incident-tests: "the failing job", "the disk that fills", "the first bad minute"
echo '{"job": "nightly-embed", "disk": "/var/cache", "minute": "2025-03-14T02:47"}'
