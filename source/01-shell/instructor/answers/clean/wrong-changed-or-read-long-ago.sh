# loses clean-tests: "FOLDER is -; blanks, hidden files, ages, folders and links"
[ -d "$1" ] || { echo "clean.sh: not a folder: $1" >&2; exit 1; }
cd "./$1" || exit 1
find . -type f -name '*.tmp' \( -mtime +7 -o -atime +7 \) -delete
