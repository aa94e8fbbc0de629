# loses health-tests in "no answer": "from one request to the next"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
    case $code in
        2??) echo healthy; exit 0 ;;
    esac
    [ "$try" = 3 ] || sleep 1
done
if [ "$code" = 000 ]; then
    echo "no answer"
    exit 2
fi
echo "unhealthy: $code"
exit 1
