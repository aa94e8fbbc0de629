# loses train-launch-tests: "the terminal hangs up", "before it saved"
run=$1
data=$2
shift 2
: "${SCRATCH:?must be set}"
set -o pipefail
rm -rf -- "$SCRATCH/$run"
mkdir -p -- "$SCRATCH/$run" "runs/$run"
./prepare "$data" | tee "runs/$run/prepare.log" || exit
nohup ./train "$@" 2>&1 | cat > "runs/$run/train.log" &
wait $!
status=$?
echo "$run finished" >> runs/history.log
echo "status $status" >> runs/history.log
exit "$status"
