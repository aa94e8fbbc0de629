pid=$(pgrep -f -x -- "sh \./worker\.sh --job $1") || { echo none >&2; exit 1; }
kill "$pid"
timeout 1.1 tail --pid="$pid" -s 0.1 -f /dev/null || kill -KILL "$pid"
exit 0
