# loses clean-tests: "message and status", "exit status 0"
if [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 0
fi
cd -- "./$1" || exit 1
find . -type f -name '*.tmp' -mtime +7 -delete
