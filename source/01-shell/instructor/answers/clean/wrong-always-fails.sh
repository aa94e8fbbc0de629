# loses clean-tests: "message and status"
if [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 1
fi
echo "clean.sh: not today" >&2
exit 1
cd -- "./$1" || exit 1
find . -type f -name '*.tmp' -mtime +7 -delete
