quoted=$(printf '%s\n' "$2" | sed 's:[][\\/.^$*]:\\&:g')
find "$1" -type f -name '*.txt' -print0 | xargs -0 -r sed -i "s/$quoted//g" --
