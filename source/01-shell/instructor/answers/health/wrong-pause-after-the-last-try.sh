# loses health-tests in "pauses, and slow answers": "a service that answers 503 at once"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null --max-time 0.5 -w '%{http_code}' "$1")
    case $code in
        2??) echo healthy; exit 0 ;;
    esac
    sleep 0.2; [ "$try" != 3 ] || sleep 0.8
done
if [ "$code" = 000 ]; then echo "no answer"; exit 2; fi
echo "unhealthy: $code"
exit 1
