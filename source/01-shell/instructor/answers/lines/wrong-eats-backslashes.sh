# loses lines-tests: "CR at the ends, blanks and a backslash"
i=0
while read line || [ -n "$line" ]; do
    i=$((i + 1))
    if [ "$i" -ge "$2" ] && [ "$i" -le "$3" ]; then printf '%s\n' "$line"; fi
done < "$1"
exit 0
