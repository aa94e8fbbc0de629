# loses health-tests in "answers that aren't healthy": "unhealthy: 302"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
    case $code in
        2??) echo healthy; exit 0 ;;
    esac
    [ "$try" = 3 ] || sleep 0.1
    first=${first:-$code}
done
code=$first
if [ "$code" = 000 ]; then
    echo "no answer"
    exit 2
fi
echo "unhealthy: $code"
exit 1
