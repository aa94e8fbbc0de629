# loses busiest-tests: "as patterns"
for a in $(cut -d' ' -f1 < "$1" | sort -u); do
    echo "$(grep -c "^$a " < "$1") $a"
done | sort -k1,1nr -k2,2 | head -n 3
