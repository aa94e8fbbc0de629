# loses health-tests in "no answer": "a service that hangs"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
    case $code in
        2??) echo healthy; exit 0 ;;
    esac
    [ "$code" = 000 ] && break
    [ "$try" = 3 ] || sleep 0.1
done
if [ "$code" = 000 ]; then
    echo "no answer"
    exit 2
fi
echo "unhealthy: $code"
exit 1
