# loses train-launch-tests: "other runs in the scratch folder"
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1
data=$2
shift 2

find "$SCRATCH/$run" -type f -delete 2> /dev/null
mkdir -p -- "$SCRATCH/$run" "runs/$run"

./prepare "$data" | tee "runs/$run/prepare.log" || exit

nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait "$!"
status=$?
printf '%s finished\nstatus %s\n' "$run" "$status" >> runs/history.log
exit "$status"
