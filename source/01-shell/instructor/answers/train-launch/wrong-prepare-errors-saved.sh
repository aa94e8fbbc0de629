# loses train-launch-tests: "a note"
run=$1
data=$2
shift 2
: "${SCRATCH:?must be set}"
set -o pipefail
rm -rf -- "$SCRATCH/$run"
mkdir -p -- "$SCRATCH/$run" "runs/$run"
./prepare "$data" 2>&1 | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"
