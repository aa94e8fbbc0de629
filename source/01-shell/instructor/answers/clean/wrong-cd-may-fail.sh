# loses clean-tests: "nothing is deleted", "is missing"
cd -- "$1"
find . -type f -name '*.tmp' -mtime +7 -delete
