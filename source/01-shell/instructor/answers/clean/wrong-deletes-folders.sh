# loses clean-tests: "folder named like a scratch file"
[ -d "$1" ] || { echo "no folder" >&2; exit 1; }
find "./$1" -depth -name '*.tmp' ! -type l \( -type d -o -mtime +7 \) -exec rm -rf -- {} +
