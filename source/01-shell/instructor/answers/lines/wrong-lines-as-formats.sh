# loses lines-tests: "lines with percent signs"
awk -v n="$2" -v m="$3" 'NR >= n && NR <= m { printf $0 "\n" }' < "$1"
