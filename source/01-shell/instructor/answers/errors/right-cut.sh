cut -d'"' -f3 < "$1" | cut -d' ' -f2 | grep -c '^5..$' || [ $? -eq 1 ]
