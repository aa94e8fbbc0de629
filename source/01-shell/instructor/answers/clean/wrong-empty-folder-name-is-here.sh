# loses clean-tests: "no argument", "is missing"
find $1 -type f -name '*.tmp' -mtime +7 -delete
