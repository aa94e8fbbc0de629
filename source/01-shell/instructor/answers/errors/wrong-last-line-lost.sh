# loses errors-tests: "no newline at the end"
n=0
while IFS='"' read -r _ _ rest _; do
    case $rest in ' '5??' '*) n=$((n + 1)) ;; esac
done < "$1"
echo "$n"
