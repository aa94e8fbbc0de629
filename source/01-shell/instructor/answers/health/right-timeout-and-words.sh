try=1
while :; do
    code=$(timeout -s KILL 0.5 curl -s -o /dev/null -m 9 -w '%{http_code}' "$1") || code=${code:-000}
    case $code in 2??) echo healthy; exit 0 ;; esac
    echo "health.sh: try $try: $code" >&2
    [ "$try" -lt 3 ] || break
    try=$((try + 1))
    sleep 0.1
done
if [ "$code" = 000 ]; then echo "no answer"; exit 2; fi
echo "unhealthy: $code"
exit 1
