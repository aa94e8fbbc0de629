# loses stop-job-tests: "gone at once"
pid=$(pgrep -fx "sh \./worker\.sh --job $1") || {
    echo "stop_job.sh: no such job: $1" >&2
    exit 1
}
kill "$pid"
for i in 1 2 3 4 5 6 7 8 9 10; do
    pgrep -f "worker\.sh --job $1" > /dev/null || exit 0
    sleep 0.1
done
kill -9 "$pid" 2> /dev/null
exit 0
