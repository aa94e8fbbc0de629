# loses registry-tests in "promote, other registries": "promote 11: the tags of version 11"
# tags that are there are taken for done
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
    known = client.get_model_version(name, version).tags
    if {"gain", "low", "previous"} <= known.keys():
        client.set_registered_model_alias(name, "champion", version)
        return True
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
    client.set_model_version_tag(name, version, "rolled_back", reason)
    client.set_registered_model_alias(name, "champion", int(previous))
    return int(previous)
