# loses stop-job-tests: "one job among others", "was stopped too"
pid=$(pgrep -f "worker.sh --job $1") || { echo "no such job" >&2; exit 1; }
kill $pid
sleep 0.5
exit 0
