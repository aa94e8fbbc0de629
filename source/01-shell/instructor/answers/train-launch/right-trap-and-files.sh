[ -n "${SCRATCH-}" ] || { echo "set SCRATCH" >&2; exit 64; }
R=$1; D=$2; shift; shift
W="$SCRATCH/$R"
if [ -e "$W" ]; then rm -r -- "$W"; fi
mkdir -p -- "$W" "runs/$R"
./prepare "$D" > "runs/$R/prepare.log"; code=$?
cat "runs/$R/prepare.log"
[ $code = 0 ] || exit $code
( trap '' HUP; exec ./train "$@" ) > "runs/$R/train.log" 2>&1 &
wait $!; code=$?
{ echo "$R finished"; echo "status $code"; } >> runs/history.log
exit $code
