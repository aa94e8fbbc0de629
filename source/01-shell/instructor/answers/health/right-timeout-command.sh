ask() { timeout 0.5 curl -s -o /dev/null -w '%{http_code}' "$1" || echo; }
for pause in 0.1 0.1 0; do
    code=$(ask "$1" | head -n 1)
    case $code in 2[0-9][0-9]) echo healthy; exit 0;; esac
    sleep $pause
done
case $code in [1-9]*) echo "unhealthy: $code"; exit 1;; esac
echo "no answer"
exit 2
