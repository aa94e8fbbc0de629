# loses train-launch-tests: "empty"
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1 data=$2
shift 2
mkdir -p -- "$SCRATCH/$run" "runs/$run"
find "$SCRATCH/$run" -mindepth 1 \( -type f -o -type d \) -delete 2> /dev/null
./prepare "$data" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"
