# loses stop-job-tests: "no such job", "exit status 0, expected 1"
pid=$(pgrep -fx "sh \./worker\.sh --job $1") || exit 0
kill "$pid"
sleep 1.1
kill -9 "$pid" 2>/dev/null
exit 0
