# loses clean-tests: "old and empty folders"
if [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 1
fi
cd -- "./$1" || exit 1
find . ! -type l -name '*.tmp' -mtime +7 -exec rm -df -- {} + 2> /dev/null; exit 0
