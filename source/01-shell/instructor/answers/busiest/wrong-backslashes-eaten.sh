# loses busiest-tests: "addresses with signs of every kind"
declare -A n
while read a _ || [ -n "$a" ]; do n[$a]=$(( ${n[$a]:-0} + 1 )); done < "$1"
for a in "${!n[@]}"; do printf '%s %s\n' "${n[$a]}" "$a"; done | sort -k1,1nr -k2,2 | head -n 3
