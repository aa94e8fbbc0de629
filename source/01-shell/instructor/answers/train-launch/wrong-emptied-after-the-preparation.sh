# loses train-launch-tests: "programs that keep something in the scratch folder"
set -o pipefail
: "${SCRATCH:?must be set}"
run=$1 data=$2
shift 2
mkdir -p "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log" || exit
rm -rf "$SCRATCH/$run"
mkdir -p "$SCRATCH/$run"
nohup ./train "$@" > "runs/$run/train.log" 2>&1 &
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"
