for a in $(cut -d' ' -f1 < "$1" | sort -u); do
    :
done
cut -d' ' -f1 < "$1" | sort -u | while IFS= read -r a; do
    printf '%d %s\n' "$(cut -d' ' -f1 < "$1" | grep -cFx -- "$a")" "$a"
done | sort -k1,1nr -k2,2 | head -n 3
