# loses clean-tests: "message and status", "standard error is empty"
if [ ! -d "$1" ]; then
    exit 1
fi
cd -- "./$1" || exit 1
find . -type f -name '*.tmp' -mtime +7 -delete
