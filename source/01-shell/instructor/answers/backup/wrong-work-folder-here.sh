# loses backup-tests: "the current folder as SRC"
usage() { echo "usage: backup.sh SRC DEST [-n N]" >&2; exit 2; }
n=3
if [ "$#" -eq 4 ] && [ "$3" = -n ]; then n=$4; elif [ "$#" -ne 2 ]; then usage; fi
case $n in '' | *[!0-9]* | 0) usage ;; esac
src=$1 dest=$2
[ -d "$src" ] || { echo "no folder $src" >&2; exit 1; }
made=; [ -d "$dest" ] || made=1
mkdir -p "$dest" || exit 1
last=0
for b in "$dest"/backup-[0-9][0-9][0-9][0-9]; do [ -d "$b" ] && last=$((10#${b##*-})); done
new=$(printf '%04d' "$((last + 1))")
part=part.$$
if ! cp -a "$src/." "$part"; then rm -rf "$part"; exit 1; fi
mv "$part" "$dest/backup-$new"
all=()
for b in "$dest"/backup-[0-9][0-9][0-9][0-9]; do [ -d "$b" ] && all+=("$b"); done
for ((i = 0; i < ${#all[@]} - n; i++)); do rm -rf "${all[i]}"; done
echo "$dest/backup-$new"
