# loses stop-job-tests: "the job needs half a second"
pid=$(pgrep -fx "sh \./worker\.sh --job $1") || {
    echo "stop_job.sh: no such job: $1" >&2
    exit 1
}
kill "$pid"
for i in 1 2; do
    kill -0 "$pid" 2> /dev/null || exit 0
    sleep 0.1
done
kill -9 "$pid" 2> /dev/null
exit 0
