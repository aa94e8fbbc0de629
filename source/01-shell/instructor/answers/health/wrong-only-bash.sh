# loses health-tests: "run by dash"
for ((try = 0; try < 3; try++)); do
    code=$(curl -s -o /dev/null -w '%{http_code}' --max-time 0.5 "$1")
    [[ $code == 2?? ]] && { echo healthy; exit 0; }
    sleep 0.1
done
[[ $code == 000 ]] && { echo "no answer"; exit 2; }
echo "unhealthy: $code"
exit 1
