# loses health-tests in "no answer": "ends the connection without an answer", "unhealthy: 000"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
    came=$?
    case $code in 2??) echo healthy; exit 0 ;; esac
    [ "$try" = 3 ] || sleep 0.1
done
if [ "$came" = 7 ] || [ "$came" = 28 ]; then echo "no answer"; exit 2; fi
echo "unhealthy: $code"
exit 1
