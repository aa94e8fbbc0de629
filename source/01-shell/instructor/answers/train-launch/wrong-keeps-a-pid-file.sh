# loses train-launch-tests: "nothing else should be made", "runs/r1/train.pid"
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1 data=$2
shift 2
rm -rf -- "${SCRATCH:?}/$run"
mkdir -p -- "$SCRATCH/$run" "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
echo $! > "runs/$run/train.pid"
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"
