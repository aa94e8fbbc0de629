python3 -c 'import re, sys; print(sum(bool(re.match(r"[^\"]*\"[^\"]*\" 5\d\d ", l)) for l in open(sys.argv[1], newline="")))' "./$1"
