n=0 code=
while [ "$n" -lt 3 ]; do
    n=$((n + 1))
    code=$(curl --silent --output /dev/null --max-time 0.5 --write-out '%{http_code}' -- "$1") || true
    if [ "$code" -ge 200 ] && [ "$code" -lt 300 ]; then echo healthy; exit; fi
    sleep 0.05
done
[ "$code" -eq 0 ] && { echo "no answer"; exit 2; }
echo "unhealthy: $code"; exit 1
