# loses busiest-tests in "fewer than three, empty, and odd names": "120 long addresses"
set -euo pipefail
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
