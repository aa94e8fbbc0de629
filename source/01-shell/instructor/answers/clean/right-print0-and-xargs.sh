set -e
cd -- "./${1:?name a folder}"
find . -type f -name '*.tmp' -mtime +7 -print0 | xargs -0 -r rm --
