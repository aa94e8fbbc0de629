# loses clean-tests: "old and empty folders named like scratch files, and folders that may only be read"
[ -d "$1" ] || { echo "clean.sh: not a folder: $1" >&2; exit 1; }
cd "./$1" || exit 1
find . -type f -name '*.tmp' -mtime +7 -delete
find . -type d -exec chmod u+rwx {} +
