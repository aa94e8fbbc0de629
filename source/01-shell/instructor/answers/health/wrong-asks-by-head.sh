# loses health-tests: "GET"
for try in 1 2 3; do
    [ "$try" = 1 ] || sleep 0.1
    code=$(curl -sI -o /dev/null --max-time 0.5 -w '%{http_code}' "$1")
    case $code in 2??) echo healthy; exit 0 ;; esac
done
if [ "$code" = 000 ]; then echo "no answer"; exit 2; fi
echo "unhealthy: $code"
exit 1
