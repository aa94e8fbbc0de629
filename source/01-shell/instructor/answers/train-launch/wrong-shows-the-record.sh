# loses train-launch-tests: "an ordinary night"
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1 data=$2
shift 2
rm -rf -- "${SCRATCH:?}/$run"
mkdir -p -- "$SCRATCH/$run" "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
echo "$run finished with status $status"
exit "$status"
