# loses incident-tests: "the failing job"
job=$(grep -c 'exit=[1-9]' -- jobs/*.log | sed 's/\.log:\([0-9]*\)$/\t\1/; s:^jobs/::' | sort -t "$(printf '\t')" -k2,2n | tail -n 1 | cut -f1)
echo "{\"job\": \"$job\", \"disk\": \"/var/cache\", \"minute\": \"2025-03-14T02:47\"}"
