# loses backup-tests: "other things in DEST"
usage() { echo "usage: backup.sh SRC DEST [-n N]" >&2; exit 2; }
fail() { echo "backup.sh: $1" >&2; exit 1; }
keep=3
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then
    keep=$4
elif [ "$#" -ne 2 ]; then
    usage
fi
case $keep in '' | *[!0-9]* | 0) usage ;; esac
src=$1 dest=$2
[ -d "$src" ] || fail "$src is not a folder"
mkdir -p "$dest" 2> /dev/null || fail "can't make $dest"
list() {
    backups=()
    for place in "$dest"/backup-[0-9][0-9][0-9][0-9]; do
        if [ -d "$place" ]; then backups+=("$place"); fi
    done
}
list
last=0
if [ "${#backups[@]}" -gt 0 ]; then last=${backups[-1]##*-}; fi
new=$dest/backup-$(printf '%04d' $((10#$last + 1)))
rm -rf "$dest"/.part.*
part=$dest/.part.$$
if ! cp -a "$src/." "$part"; then
    rm -rf "$part"
    fail "the copy failed"
fi
mv "$part" "$new" || fail "can't rename"
list
for ((i = 0; i < ${#backups[@]} - keep; i++)); do rm -rf "${backups[i]}"; done
echo "$new"
