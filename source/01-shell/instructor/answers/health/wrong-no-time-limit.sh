# loses health-tests in "no answer": "it had not ended"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null -w '%{http_code}' "$1")
    case $code in 2??) echo healthy; exit 0 ;; esac
    sleep 0.1
done
if [ "$code" = 000 ]; then echo "no answer"; exit 2; fi
echo "unhealthy: $code"
exit 1
