# loses clean-tests: "age, ending and depth"
[ -d "$1" ] || { echo "no folder" >&2; exit 1; }
find "./$1" -type f -name '*.tmp' -mtime -7 -delete
