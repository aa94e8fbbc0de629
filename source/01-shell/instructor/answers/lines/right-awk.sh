awk -v n="$2" -v m="$3" 'NR >= n && NR <= m' < "$1"
