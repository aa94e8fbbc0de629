# loses clean-tests: "odd names of the folder"
if [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 1
fi
cd -- "$1" > /dev/null || exit 1
find . -type f -name '*.tmp' -mtime +7 -delete
