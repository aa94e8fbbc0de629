# loses train-launch-tests: "the preparation fails", "blank lines"
set -u
: "${SCRATCH:?must be set}"
run=$1 data=$2
shift 2
rm -rf "$SCRATCH/$run" || exit
mkdir -p "$SCRATCH/$run" "runs/$run" || exit
set -o pipefail
out=$(./prepare "$data"); s=$?
echo "$out" | tee "runs/$run/prepare.log"; [ "$s" = 0 ] || exit $s
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
printf '%s\n' "$run finished" "status $status" >> runs/history.log
exit "$status"
