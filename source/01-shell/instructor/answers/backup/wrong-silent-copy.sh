# loses backup-tests in "failures leave everything as it was": "a disk that is full", "standard error is empty"
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
case $keep in '' | *[!0-9]* | 0) usage ;; esac
src=$1 dest=$2
[ -d "$src" ] || fail "no folder: $src"
mkdir -p -- "$dest" || fail "cannot make $dest"
list=()
for p in "$dest"/backup-[0-9][0-9][0-9][0-9]; do
    if [ -d "$p" ]; then list+=("$p"); fi
done
last=0
if [ "${#list[@]}" -gt 0 ]; then last=${list[-1]##*-}; fi
new=$dest/backup-$(printf '%04d' $((10#$last + 1)))
tmp=$dest/.part-$$
if ! cp -a -- "$src" "$tmp" 2> /dev/null; then
    rm -rf -- "$tmp"
    exit 1
fi
mv -T -- "$tmp" "$new" || fail "cannot rename"
list+=("$new")
for ((i = 0; i < ${#list[@]} - keep; i++)); do
    rm -rf -- "${list[i]}"
done
printf '%s\n' "$new"
