cut -d' ' -f1 < "$1" > /dev/null
addresses=$(cut -d' ' -f1 < "$1")
printf '%s\n' "$addresses" | grep . | sort -u | while IFS= read -r a; do
    echo "$(printf '%s\n' "$addresses" | grep -cxF -e "$a") $a"
done | sort -k1,1nr -k2,2 | head -n 3
