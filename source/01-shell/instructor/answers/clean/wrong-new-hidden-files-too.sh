# loses clean-tests: "files that were changed this week and read long ago, and hidden ones"
[ -d "$1" ] || { echo "clean.sh: not a folder: $1" >&2; exit 1; }
cd "./$1" || exit 1
find . -type f -mtime +7 -name '*.tmp' -delete -o -name '.*.tmp' -type f -delete
