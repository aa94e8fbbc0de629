# loses modes-tests: "project/certs/site.pem"
shopt -s nullglob
for f in project/*.sh; do [ -L "$f" ] || [ -d "$f" ] || chmod 755 "$f"; done
for f in project/*.key project/*.pem; do [ -L "$f" ] || [ -d "$f" ] || chmod 600 "$f"; done
