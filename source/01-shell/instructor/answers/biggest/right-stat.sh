shopt -s nullglob
for name in *; do
    if [[ -f $name && ! -L $name ]]; then
        printf '%s %s\0' "$(stat -c %s -- "$name")" "$name"
    fi
done | sort -z -k1,1nr -k2 | while IFS=' ' read -r -d '' size name; do printf '%s\n' "$name"; done
