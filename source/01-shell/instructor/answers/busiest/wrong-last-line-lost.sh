# loses busiest-tests: "no newline at the end"
declare -A lines
while read -r address rest; do lines[$address]=$((${lines[$address]:-0} + 1)); done < "$1"
for address in "${!lines[@]}"; do echo "${lines[$address]} $address"; done | sort -k1,1nr -k2,2 | head -n 3
