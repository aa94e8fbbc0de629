# loses health-tests: "it asked 1 time, expected 3"
for try in 1 2 3; do
    if curl -s -o /dev/null --max-time 0.5 "$1"; then echo healthy; exit 0; fi
    sleep 0.1
done
echo "no answer"
exit 2
