def state(client, name, version):
    """Champion and tags of a version."""
    return client.get_registered_model(name).aliases.get("champion"), dict(client.get_model_version(name, version).tags)


def promote(client, name, version, report):
    """All decisions on what was read once."""
    champion, tags = state(client, name, version)
    champion = champion if champion is None else int(champion)
    match report["promote"], champion == version, "rolled_back" in tags, champion == report["against"]:
        case False, _, _, _:
            return False
        case _, True, _, _:
            return True
        case _, _, True, _:
            raise ValueError("rolled back before")
        case _, _, _, False:
            raise ValueError("another champion")
    for key in ("low", "gain", "previous"):
        value = report[key] if key in report else "none" if champion is None else champion
        client.set_model_version_tag(name, version, key, f"{value}")
    client.set_registered_model_alias(name, alias="champion", version=version)
    return client.get_registered_model(name).aliases.get("champion") is not None


def roll_back(client, name, version, reason):
    """Decide, tag, move."""
    champion, tags = state(client, name, version)
    if champion is None or (int(champion) == version and tags.get("previous", "none") == "none"):
        raise ValueError("there is no way back")
    if int(champion) != version:
        return int(champion)
    back = int(tags["previous"])
    client.set_model_version_tag(name, version, "rolled_back", reason)
    client.set_registered_model_alias(name, "champion", back)
    return back
