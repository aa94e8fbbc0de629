# loses clean-tests: "old symbolic links", "other/far.tmp"
[ -d "$1" ] || { echo "no folder" >&2; exit 1; }
find -L "./$1" -type f -name '*.tmp' -mtime +7 -delete
