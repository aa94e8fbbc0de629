# loses backup-tests in "paths and names": "my-store/a-b as DEST"
usage() {
    echo "usage: backup.sh SRC DEST [-n N]" >&2
    exit 2
}
fail() {
    echo "backup.sh: $1" >&2
    exit 1
}
keep=3
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then
    keep=$4
elif [ "$#" -ne 2 ]; then
    usage
fi
case $keep in '' | 0 | *[!0-9]*) usage ;; esac
src=$1 dest=$2
[ -d "$src" ] || fail "$src is not a folder"
mkdir -p "$dest" || fail "cannot make $dest"
all=()
for old in "$dest"/backup-[0-9][0-9][0-9][0-9]; do
    if [ -d "$old" ]; then all+=("$old"); fi
done
last=0
if [ "${#all[@]}" -gt 0 ]; then last=${all[-1]#*-}; fi
new=$dest/backup-$(printf '%04d' $((10#$last + 1)))
part=$dest/.part-$$
if ! cp -a "$src/." "$part"; then
    rm -rf "$part"
    fail "the copy failed"
fi
mv "$part" "$new" || { rm -rf "$part"; fail "cannot rename"; }
all+=("$new")
for ((i = 0; i < ${#all[@]} - keep; i++)); do
    rm -rf "${all[i]}"
done
printf '%s\n' "$new"
