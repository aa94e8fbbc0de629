# loses features-tests: "unmatched users are kept", "features.csv"
shopt -s nullglob
T=$(printf '\t'); files=(); for f in raw/*.log; do [ -f "$f" ] && files+=("$f"); done
c=$(mktemp); m=$(mktemp); tail -n +2 users.tsv | sort -t "$T" -k1,1 > "$m"
awk 1 /dev/null "${files[@]}" | tr -d '\r' | sort -u | awk '{ n[$2]++ } END { for (u in n) print u "\t" n[u] }' | sort > "$c"
{ echo user,events,plan,country; join -t "$T" -o 0,1.2,2.2,2.3 "$c" "$m" | tr '\t' ,; } > features.csv
