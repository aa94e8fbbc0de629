# loses clean-tests: "the example", "cache/a/old.tmp"
cd -- "${1:?}" || exit 1
find . -maxdepth 1 -type f -name '*.tmp' -mtime +7 -delete
