# loses features-tests: "differ in one field only"
shopt -s nullglob
logs=(); for f in raw/*.log; do [ -f "$f" ] && logs+=("$f"); done
{ echo user,events,plan,country
  awk 1 /dev/null "${logs[@]}" | tr -d '\r' | sort -uf | awk '
    FILENAME != "-" { split($0, p, "\t"); if (FNR > 1) { plan[p[1]] = p[2]; country[p[1]] = p[3] } next }
    { n[$2]++ }
    END { for (u in n) print u "," n[u] "," plan[u] "," country[u] }' users.tsv - | sort -t, -k1,1
} > features.csv
