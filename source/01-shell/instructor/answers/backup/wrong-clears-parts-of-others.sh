# loses backup-tests: "other things in DEST"
usage() {
    echo "usage: backup.sh SRC DEST [-n N]" >&2
    exit 2
}
n=3
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then
    n=$4
elif [ "$#" -ne 2 ]; then
    usage
fi
case $n in '' | *[!0-9]* | 0) usage ;; esac
src=$1
dest=$2
if ! [ -d "$src" ]; then
    echo "backup.sh: $src is not a folder" >&2
    exit 1
fi
mkdir -p "$dest" || exit 1
old=()
for d in "$dest"/backup-[0-9][0-9][0-9][0-9]; do
    if [ -d "$d" ]; then old+=("$d"); fi
done
last=0000
if [ "${#old[@]}" -gt 0 ]; then
    last=${old[-1]##*-}
fi
new=$dest/backup-$(printf %04d "$((10#$last + 1))")
rm -rf "$dest"/.backup.*.part
part=$dest/.backup.$$.part
if ! cp -a "$src/." "$part"; then
    rm -rf "$part"
    echo "backup.sh: the copy failed" >&2
    exit 1
fi
mv "$part" "$new" || { rm -rf "$part"; exit 1; }
old+=("$new")
for ((i = 0; i < ${#old[@]} - n; i++)); do
    rm -rf "${old[i]}"
done
echo "$new"
