# loses lines-tests: "run by dash"
mapfile -t all < "$1"
for ((i = $2 - 1; i < $3 && i < ${#all[@]}; i++)); do printf '%s\n' "${all[i]}"; done
