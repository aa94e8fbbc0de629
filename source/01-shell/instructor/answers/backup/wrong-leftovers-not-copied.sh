# loses backup-tests: "no backup yet"
usage() { echo "usage: backup.sh SRC DEST [-n N]" >&2; exit 2; }
keep=3
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then keep=$4
elif [ "$#" -ne 2 ]; then usage; fi
case $keep in '' | 0 | *[!0-9]*) usage ;; esac
src=$1 dest=$2
[ -d "$src" ] || { echo "backup.sh: $src is not a folder" >&2; exit 1; }
mkdir -p "$dest" || exit 1
old=()
for d in "$dest"/backup-[0-9][0-9][0-9][0-9]; do [ -d "$d" ] && old+=("$d"); done
last=0000
[ "${#old[@]}" -gt 0 ] && last=${old[-1]##*-}
new=$(printf %04d $((10#$last + 1)))
tmp=$dest/.part-$$
if ! { cp -a "$src/." "$tmp" && find "$tmp" -name "*.part" -delete; }; then rm -rf "$tmp"; exit 1; fi
mv "$tmp" "$dest/backup-$new" || exit 1
old+=("$dest/backup-$new")
for ((i = 0; i < ${#old[@]} - keep; i++)); do chmod -R u+w "${old[i]}" && rm -rf "${old[i]}"; done
printf '%s\n' "$dest/backup-$new"
