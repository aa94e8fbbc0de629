python3 - "$1" <<'END'
import http.client, socket, sys, time, urllib.parse
url = urllib.parse.urlsplit(sys.argv[1])
for number in range(3):
    status = None
    try:
        c = http.client.HTTPConnection(url.hostname, url.port, timeout=0.5)
        c.request("GET", (url.path or "/") + (f"?{url.query}" if url.query else ""))
        status = c.getresponse().status
    except OSError:
        pass
    if status and 200 <= status < 300:
        print("healthy")
        sys.exit(0)
    time.sleep(0.1 if number < 2 else 0)
print(f"unhealthy: {status}" if status else "no answer")
sys.exit(1 if status else 2)
END
