# loses backup-tests: "arguments that are right", "a SRC that is there"
echo "usage: backup.sh SRC DEST [-n N]" >&2
[ "$#" = 2 ] && [ -n "$1" ] && exit 1
exit 2
