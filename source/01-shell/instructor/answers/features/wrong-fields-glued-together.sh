# loses features-tests: "lines that are equal without their spaces"
shopt -s nullglob
logs=(/dev/null)
for f in raw/*.log; do if [ -f "$f" ]; then logs+=("$f"); fi; done
{
  echo "user,events,plan,country"
  awk 1 "${logs[@]}" | tr -d '\r' | awk '!s[$1 $2 $3]++' | awk '
    FILENAME != "-" { split($0, part, "\t"); plan[part[1]] = part[2]; country[part[1]] = part[3]; next }
    { n[$2]++ }
    END { for (u in n) print u "," n[u] "," plan[u] "," country[u] }' users.tsv - | LC_ALL=C sort -t, -k1,1
} > features.csv
