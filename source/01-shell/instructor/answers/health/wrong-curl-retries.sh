# loses health-tests in "answers that aren't healthy": "health.sh"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null -w '%{http_code}' --retry 2 --retry-delay 0 --max-time 0.5 "$1")
    case $code in
        2??) echo healthy; exit 0 ;;
    esac
    [ "$try" = 3 ] || sleep 0.1
done
if [ "$code" = 000 ]; then
    echo "no answer"
    exit 2
fi
echo "unhealthy: $code"
exit 1
