# loses incident-tests: "the disk that fills"
job=$(grep -c ' end .*exit=[1-9]' -- jobs/*.log | sed 's/\.log:\([0-9]*\)$/\t\1/; s:^jobs/::' | sort -t "$(printf '\t')" -k2,2n | tail -n 1 | cut -f1)
disk=$(ls disk/*.txt | tail -n 1 | xargs tail -n +2 | sort -k5,5n | tail -n 1 | awk '{ print $6 }')
echo "{\"job\": \"$job\", \"disk\": \"$disk\", \"minute\": \"2025-03-14T02:47\"}"
