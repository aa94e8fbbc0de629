shopt -s nullglob
counts=$(mktemp); meta=$(mktemp); files=()
for f in raw/*.log; do [ -f "$f" ] && files+=("$f"); done
sort -u /dev/null <(for f in "${files[@]}"; do sed -e 's/\r$//' -e '$a\' < "$f"; done) | cut -d' ' -f2 | sort | uniq -c | awk '{ print $2 "\t" $1 }' | sort > "$counts"
tail -n +2 users.tsv | sort -t "$(printf '\t')" -k1,1 > "$meta"
{ echo user,events,plan,country; join -t "$(printf '\t')" -a 1 -o 0,1.2,2.2,2.3 "$counts" "$meta" | tr '\t' ,; } > features.csv
