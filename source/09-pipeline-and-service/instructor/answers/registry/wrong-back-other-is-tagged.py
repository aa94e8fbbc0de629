# loses registry-tests in "roll back, what must not be touched": "roll back, what must not be touched"
def promote(client, name, version, report):
    """Make version the champion if the report says so: evidence first, alias last. Returns whether it is the champion."""
    if not report["promote"]:
        return False
    champion = client.get_registered_model(name).aliases.get("champion")
    if champion is not None and int(champion) == version:
        return True
    if "rolled_back" in client.get_model_version(name, version).tags:
        raise ValueError(f"version {version} has been rolled back")
    against = report["against"]
    if (None if champion is None else int(champion)) != against:
        raise ValueError(f"compared with {against}, but the champion is {champion}")
    client.set_model_version_tag(name, version, "gain", str(report["gain"]))
    client.set_model_version_tag(name, version, "low", str(report["low"]))
    client.set_model_version_tag(name, version, "previous", "none" if against is None else str(against))
    client.set_registered_model_alias(name, "champion", version)
    return True


def roll_back(client, name, version, reason):
    """Take version out of service and return the champion's number: the reason first, alias last."""
    champion = client.get_registered_model(name).aliases.get("champion")
    if champion is None:
        raise ValueError("there is no champion")
    if int(champion) != version:
        client.set_model_version_tag(name, version, "rolled_back", reason)
        return int(champion)
    previous = client.get_model_version(name, version).tags.get("previous", "none")
    if previous == "none":
        raise ValueError(f"nothing came before version {version}")
    client.set_model_version_tag(name, version, "rolled_back", reason)
    client.set_registered_model_alias(name, "champion", int(previous))
    return int(previous)
