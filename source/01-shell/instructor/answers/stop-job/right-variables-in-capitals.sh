PID=$(pgrep -fx "sh \\./worker\\.sh --job $1") || { echo "no such job: $1" >&2; exit 1; }
JOB=$1 LATE=no CALLS=0
kill "$PID"
while [ "$CALLS" -lt 20 ]; do
    kill -0 "$PID" 2> /dev/null || exit 0
    sleep 0.05
    CALLS=$((CALLS + 1))
done
LATE=yes
kill -KILL "$PID" 2> /dev/null
echo "$JOB was late: $LATE" >&2
exit 0
