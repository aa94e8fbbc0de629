# loses features-tests: "nearly as the header"
export LC_ALL=C
tab=$(printf '\t')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find raw -maxdepth 1 -type f -name '[!.]*.log' -exec grep -h '' {} + | tr -d '\r' | sort -u | cut -d' ' -f2 | sort | uniq -c |
    awk '{ print $2 "\t" $1 }' | sort -t "$tab" -k1,1 > "$work/counts"
grep -v '^user' users.tsv | sort -t "$tab" -k1,1 > "$work/users"
{ echo user,events,plan,country; join -t "$tab" -a 1 -o 0,1.2,2.2,2.3 "$work/counts" "$work/users" | tr '\t' ,; } > features.csv
