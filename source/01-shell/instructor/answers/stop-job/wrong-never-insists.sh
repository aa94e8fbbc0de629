# loses stop-job-tests: "a job that doesn't listen", "still running"
pid=$(pgrep -fx "sh \./worker\.sh --job $1") || { echo "no such job" >&2; exit 1; }
kill "$pid"
sleep 0.5
exit 0
