# loses clean-tests: "old files of several modes, some of which may only be read"
if [ $# -eq 0 ] || [ -z "$1" ] || [ ! -d "./$1" ]; then
    echo "usage: clean.sh FOLDER" >&2
    exit 1
fi
find "./$1" -type f -writable -perm -u=w -name '*.tmp' -mtime +7 -delete
