# loses features-tests: "unsorted input"
shopt -s nullglob
T=$(printf '\t'); files=(); for f in raw/*.log; do [ -f "$f" ] && files+=("$f"); done
c=$(mktemp); m=$(mktemp); tail -n +2 users.tsv > "$m"
awk 1 /dev/null "${files[@]}" | tr -d '\r' | sort -u | awk '{ n[$2]++ } END { for (u in n) print u "\t" n[u] }' | sort > "$c"
{ echo user,events,plan,country; join -t "$T" -a 1 -o 0,1.2,2.2,2.3 "$c" "$m" 2>/dev/null | tr '\t' ,; } > features.csv
