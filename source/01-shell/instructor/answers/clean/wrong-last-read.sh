# loses clean-tests: "the example"
if [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 1
fi
cd -- "./$1" || exit 1
find . -type f -name '*.tmp' -atime +7 -delete
