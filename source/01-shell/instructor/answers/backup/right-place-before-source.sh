usage() { echo "usage: backup.sh SRC DEST [-n N]" >&2; exit 2; }
fail() { echo "backup.sh: $1" >&2; exit 1; }
n=3
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then n=$4
elif [ "$#" -ne 2 ]; then usage; fi
case $n in '' | *[!0-9]* | 0) usage ;; esac
src=$1 dest=$2
mkdir -p "$dest" 2> /dev/null || fail "can't make $dest"
old=()
for f in "$dest"/backup-[0-9][0-9][0-9][0-9]; do [ -d "$f" ] && old+=("$f"); done
k=0
if [ "${#old[@]}" -gt 0 ]; then last=${old[-1]}; k=$((10#${last##*-})); fi
new=$dest/backup-$(printf %04d $((k + 1)))
part=$(mktemp -d "$dest/.partXXXXXX") || fail "can't write to $dest"
if ! cp -a "$src/." "$part" || ! mv -T "$part" "$new"; then
    rm -rf "$part"
    fail "the copy failed"
fi
old+=("$new")
for ((i = 0; i < ${#old[@]} - n; i++)); do rm -rf "${old[i]}"; done
printf '%s\n' "$new"
