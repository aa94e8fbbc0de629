shopt -s nullglob
for name in *; do
    if [[ -f $name && ! -L $name ]]; then
        printf '%s %s\0' "$(stat -c %s -- "$name")" "$name"
    fi
done | sort -z -k1,1nr -k2 | cut -z -d' ' -f2- | tr '\0' '\n'
