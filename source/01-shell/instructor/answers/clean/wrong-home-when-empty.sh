# loses clean-tests: "nothing is deleted"
if [ -n "$1" ] && [ ! -d "$1" ]; then
    echo "clean.sh: no such folder: $1" >&2
    exit 1
fi
cd -- ${1:+"./$1"} || exit 1
find . -type f -name '*.tmp' -mtime +7 -delete
