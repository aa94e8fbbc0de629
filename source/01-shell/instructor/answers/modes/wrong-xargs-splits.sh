# loses modes-tests: "odd names"
find project -type f -name '*.sh' | xargs -r chmod 755
find project -type f \( -name '*.key' -o -name '*.pem' \) | xargs -r chmod 600
