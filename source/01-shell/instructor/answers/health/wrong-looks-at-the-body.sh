# loses health-tests: "it asked 1 time, expected 3"
for try in 1 2 3; do
    body=$(curl -s --max-time 0.5 "$1") && case $body in *ok*|*200*) echo healthy; exit 0 ;; esac
    sleep 0.1
done
echo "no answer"
exit 2
