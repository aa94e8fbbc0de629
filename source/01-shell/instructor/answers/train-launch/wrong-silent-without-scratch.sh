# loses train-launch-tests: "standard error is empty"
set -o pipefail
[ -n "${SCRATCH-}" ] || exit 1
run=$1
data=$2
shift 2

rm -rf -- "$SCRATCH/$run"
mkdir -p -- "$SCRATCH/$run" "runs/$run"

./prepare "$data" | tee "runs/$run/prepare.log" || exit

nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait "$!"
status=$?
printf '%s finished\nstatus %s\n' "$run" "$status" >> runs/history.log
exit "$status"
