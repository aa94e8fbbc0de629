# loses train-launch-tests: "once"
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1 data=$2
shift 2
rm -rf -- "${SCRATCH:?}/$run"
mkdir -p -- "$SCRATCH/$run" "runs/$run"
./prepare "$data"; s=$?; ./prepare "$data" > "runs/$run/prepare.log"; [ $s = 0 ] || exit $s
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"
