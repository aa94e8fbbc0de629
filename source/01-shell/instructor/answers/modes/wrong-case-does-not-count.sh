# loses modes-tests: "project/run.SH"
find project -type f -iname '*.sh' -exec chmod 755 {} +
find project -type f \( -iname '*.key' -o -iname '*.pem' \) -exec chmod 600 {} +
