# loses features-tests: "files of the user's own"
shopt -s nullglob
logs=()
for f in raw/*.log; do if [ -f "$f" ]; then logs+=("$f"); fi; done
{ echo user,events,plan,country
  awk 1 "${logs[@]}" /dev/null | tr -d '\r' | sort -u > raw/all.log; awk '
    FILENAME == "users.tsv" { split($0, p, "\t"); plan[p[1]] = p[2]; land[p[1]] = p[3]; next }
    { n[$2]++ }
    END { for (u in n) print u "," n[u] "," plan[u] "," land[u] }' users.tsv raw/all.log | sort -t, -k1,1
} > features.csv
rm -f raw/all.log
