# loses stop-job-tests: "got no TERM"
pid=$(pgrep -fx "sh \./worker\.sh --job $1") || { echo "no such job" >&2; exit 1; }
kill -9 "$pid"
