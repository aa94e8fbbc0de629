# loses clean-tests: "the example", "cache/new.tmp"
[ -d "$1" ] || { echo "no folder" >&2; exit 1; }
find "./$1" -type f -name '*.tmp' -delete
