# loses backup-tests in "wrong arguments": "should not be there"
set -u
usage() {
    echo "usage: backup.sh SRC DEST [-n N]" >&2
    exit 2
}
keep=3
[ "$#" -ge 2 ] && mkdir -p -- "$2" 2> /dev/null
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then
    keep=$4
elif [ "$#" -ne 2 ]; then
    usage
fi
case $keep in '' | *[!0-9]*) usage ;; esac
[ "$((10#$keep))" -ge 1 ] || usage
src=$1 dest=$2
if [ ! -d "$src" ]; then
    echo "backup.sh: not a folder: $src" >&2
    exit 1
fi
mkdir -p "$dest" || exit 1

backups=()
for place in "$dest"/backup-[0-9][0-9][0-9][0-9]; do
    [ -d "$place" ] && [ ! -L "$place" ] && backups+=("$place")
done
last=0
[ "${#backups[@]}" -gt 0 ] && last=${backups[-1]##*-}
new=$dest/backup-$(printf '%04d' "$((10#$last + 1))")

part=$dest/.part.$$
if ! cp -a "$src/." "$part" || ! mv "$part" "$new"; then
    rm -rf "$part"
    exit 1
fi
backups+=("$new")
for ((i = 0; i < ${#backups[@]} - 10#$keep; i++)); do
    rm -rf "${backups[i]}"
done
echo "$new"
