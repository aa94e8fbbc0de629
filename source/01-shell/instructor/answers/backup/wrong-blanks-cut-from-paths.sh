# loses backup-tests: "a name that begins and ends with a blank"
fail() { echo "backup.sh: $1" >&2; exit 1; }
usage() { echo "usage: backup.sh SRC DEST [-n N]" >&2; exit 2; }
[[ $# == 2 || ( $# == 4 && $3 == -n && $4 =~ ^[0-9]+$ ) ]] || usage
N=$((10#${4-3})); ((N > 0)) || usage
trim() { sed 's/^ *//; s/ *$//' <<< "$1"; }
set -- "$(trim "$1")" "$(trim "$2")"
[[ -d $1 ]] || fail "no folder $1"
mkdir -p -- "$2" 2>/dev/null && [[ -d $2 ]] || fail "can't make $2"
shopt -s nullglob
K=0
for b in "$2"/backup-[0-9][0-9][0-9][0-9]/; do b=${b%/}; n=$((10#${b: -4})); ((n > K)) && K=$n; done
new=$(printf 'backup-%04d' $((K + 1)))
tmp=$(mktemp -d) || fail "no space"
trap 'rm -rf "$tmp"' EXIT
cp -pPR -- "$1/." "$tmp/copy" || fail "copy"
hold=$2/.$new.incomplete
if ! { cp -pPR -- "$tmp/copy" "$hold" && mv -- "$hold" "$2/$new"; }; then rm -rf -- "$hold"; fail "copy"; fi
all=("$2"/backup-[0-9][0-9][0-9][0-9]/)
for ((i = 0; i < ${#all[@]} - N; i++)); do rm -rf -- "${all[i]%/}"; done
printf '%s/%s\n' "$2" "$new"
