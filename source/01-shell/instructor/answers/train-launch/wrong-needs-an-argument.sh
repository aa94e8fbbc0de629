# loses train-launch-tests: "the arguments [] for the training"
: "${SCRATCH:?must be set}"
set -o pipefail
[ "$#" -ge 3 ] || { echo "usage: train_launch.sh RUN DATA ARG..." >&2; exit 2; }
run=$1
data=$2
shift 2
rm -rf "$SCRATCH/$run"
mkdir -p "$SCRATCH/$run" "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
printf '%s finished\nstatus %s\n' "$run" "$status" >> runs/history.log
exit "$status"
