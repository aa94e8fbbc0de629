# loses health-tests: "it asked 1 time, expected 3"
code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
case $code in 2??) echo healthy; exit 0 ;; 000) echo "no answer"; exit 2 ;; esac
echo "unhealthy: $code"
exit 1
