# loses registry-tests in "roll back, all the way": "roll back four times, step 2"
# goes on to the first that wasn't rolled back
def _champion(client, name):
    number = client.get_registered_model(name).aliases.get("champion")
    return None if number is None else int(number)


def promote(client, name, version, report):
    if not report["promote"]:
        return False
    champion = _champion(client, name)
    if champion == version:
        return True
    if "rolled_back" in client.get_model_version(name, version).tags:
        raise ValueError("it was rolled back")
    if champion != report["against"]:
        raise ValueError("another champion")
    client.set_model_version_tag(name, version, "gain", str(report["gain"]))
    client.set_model_version_tag(name, version, "low", str(report["low"]))
    client.set_model_version_tag(name, version, "previous", "none" if champion is None else str(champion))
    client.set_registered_model_alias(name, "champion", version)
    return True


def roll_back(client, name, version, reason):
    champion = _champion(client, name)
    if champion is None:
        raise ValueError("no champion")
    if champion != version:
        return champion
    previous = client.get_model_version(name, version).tags.get("previous", "none")
    if previous == "none":
        raise ValueError("nothing before it")
    while "rolled_back" in client.get_model_version(name, int(previous)).tags and client.get_model_version(name, int(previous)).tags.get("previous", "none") != "none":
        previous = client.get_model_version(name, int(previous)).tags["previous"]
    client.set_model_version_tag(name, version, "rolled_back", reason)
    client.set_registered_model_alias(name, "champion", int(previous))
    return int(previous)
