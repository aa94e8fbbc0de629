i=0
while IFS= read -r line || [ -n "$line" ]; do
    i=$((i + 1))
    if [ "$i" -ge "$2" ] && [ "$i" -le "$3" ]; then printf '%s\n' "$line"; fi
done < "$1"
exit 0
