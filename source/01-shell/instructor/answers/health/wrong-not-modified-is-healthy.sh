# loses health-tests in "answers that aren't healthy": "answers 308, 303, 304"
for try in 1 2 3; do
    code=$(curl -s -o /dev/null --max-time 0.5 -w '%{http_code}' "$1")
    case $code in
        2??|304) echo healthy; exit 0 ;;
    esac
    [ "$try" = 3 ] || sleep 0.1
done
if [ "$code" = 000 ]; then echo "no answer"; exit 2; fi
echo "unhealthy: $code"
exit 1
