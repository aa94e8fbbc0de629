say() { echo "$@" >&2; }
u="usage: $0 SRC DEST [-n N]"; u="usage: backup.sh SRC DEST [-n N]"
if [ $# -eq 2 ]; then n=3
elif [ $# -eq 4 -a "$3" = "-n" ]; then n=$4
else say "$u"; exit 2; fi
if ! printf '%s' "$n" | grep -qzE '^[1-9][0-9]*$'; then say "$u"; exit 2; fi
test -d "$1" || { say "not a folder"; exit 1; }
mkdir -p "$2" || exit 1
max=0
for f in "$2"/backup-????; do
    [ -d "$f" ] || continue
    k=${f##*/backup-}
    case $k in *[!0-9]*) continue;; esac
    k=$(expr "$k" + 0)
    [ "$k" -gt "$max" ] && max=$k
done
target="$2/backup-$(printf %04d $((max + 1)))"
cp -a "$1" "$target" || { rm -rf "$target"; say "copy failed"; exit 1; }
count=0
k=$((max + 1))
while [ "$k" -gt 0 ]; do
    f="$2/backup-$(printf %04d "$k")"
    if [ -d "$f" ]; then
        count=$((count + 1))
        if [ "$count" -gt "$n" ]; then rm -rf "$f"; fi
    fi
    k=$((k - 1))
done
echo "$target"
