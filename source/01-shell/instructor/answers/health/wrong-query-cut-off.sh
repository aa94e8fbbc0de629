# loses health-tests in "answers that aren't healthy": "a path and a query", "the URL that it was given"
for try in 1 2 3; do
    [ "$try" = 1 ] || sleep 0.1
    code=$(curl -s -o /dev/null --max-time 0.5 -w '%{http_code}' "${1%%\?*}")
    case $code in 2??) echo healthy; exit 0 ;; esac
done
case $code in
    000) echo "no answer"; exit 2 ;;
    *) echo "unhealthy: $code"; exit 1 ;;
esac
