quoted=$(printf '%s\n' "$2" | sed 's:[][\\/.^$*]:\\&:g')
find "$1" -type f -name '*.txt' -exec sed -i "s/$quoted//g" {} +
