# loses stop-job-tests: "no later than two and a half seconds"
pid=$(pgrep -fx "sh \./worker\.sh --job $1") || {
    echo "stop_job.sh: no such job: $1" >&2
    exit 1
}
kill "$pid"
for i in $(seq 35); do
    kill -0 "$pid" 2> /dev/null || exit 0
    sleep 0.1
done
kill -9 "$pid" 2> /dev/null
exit 0
