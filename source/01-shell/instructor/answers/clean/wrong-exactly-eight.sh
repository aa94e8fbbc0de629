# loses clean-tests: "files of many ages"
if [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 1
fi
cd -- "./$1" || exit 1
find . -type f -name '*.tmp' -mtime 8 -delete
