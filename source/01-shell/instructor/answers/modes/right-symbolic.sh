find project -type f -name '*.sh' -exec chmod u=rwx,go=rx {} +
find project -type f -name '*.key' -exec chmod u=rw,go= {} +
find project -type f -name '*.pem' -exec chmod u=rw,go= {} +
