# loses latency-tests: "endpoints that are numbers"
tail -n +2 < "$1" | tr -d '\r' | LC_ALL=C sort -t "$(printf '\t')" -k1,1 | awk -F'\t' '
function flush() { if (any) print key "\t" (c ? sprintf("%.1f", s / c) : "-"); s = c = 0 }
!any || $1 != key { flush(); key = $1; any = 1 }
$2 != "-" { s += $2; c++ }
END { flush() }' 
