sleep 0.3
sed -n "${2},${3}p" < "$1"
