head -n "$3" < "$1" | tail -n "+$2"
