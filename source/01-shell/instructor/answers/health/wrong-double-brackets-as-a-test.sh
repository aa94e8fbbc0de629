# loses health-tests: "answers 500, 302, 404"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null --max-time 0.5 -w '%{http_code}' "$1")
    case $code in
        2??) echo healthy; exit 0 ;;
    esac
    if (( try < 3 )); then sleep 0.1; fi
done
if [ "$code" = 000 ]; then echo "no answer"; exit 2; fi
echo "unhealthy: $code"
exit 1
