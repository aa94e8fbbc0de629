# loses health-tests in "no answer": "then hangs"
for try in 1 2 3; do
    new=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
    [ "$new" = 000 ] && [ -n "$code" ] || code=$new
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
