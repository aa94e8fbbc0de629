# loses train-launch-tests: "RUN is a pattern that other folders fit"
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1 data=$2
shift 2
find "$SCRATCH" -maxdepth 1 -name "$run" -exec rm -rf {} + 2> /dev/null
mkdir -p "$SCRATCH/$run" "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"
