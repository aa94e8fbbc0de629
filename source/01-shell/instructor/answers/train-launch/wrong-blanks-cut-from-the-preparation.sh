# loses train-launch-tests: "a preparation that prints blank lines, or nothing"
: "${SCRATCH:?must be set}"
set -o pipefail
run=$1
data=$2
shift 2
rm -rf "$SCRATCH/$run"
mkdir -p "$SCRATCH/$run" "runs/$run"
./prepare "$data" | sed "s/[[:space:]]*$//" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
printf '%s finished\nstatus %s\n' "$run" "$status" >> runs/history.log
exit "$status"
