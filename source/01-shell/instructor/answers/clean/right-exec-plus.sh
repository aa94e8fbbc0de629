[ -n "$1" ] && [ -d "$1" ] || { echo "usage: clean.sh FOLDER" >&2; exit 2; }
case $1 in /*) top=$1 ;; *) top=./$1 ;; esac
find "$top" -type f -name '*.tmp' -mtime +7 -exec rm -f -- {} +
