def champion_of(client, name):
    """The champion's number, or None."""
    try:
        return int(client.get_model_version_by_alias(name, "champion").version)
    except mlflow.exceptions.MlflowException:
        return None


def promote(client, name, version, report):
    """Tags in one loop, then the alias."""
    if report["promote"] is False:
        return False
    now, against = champion_of(client, name), report["against"]
    if now == version:
        return True
    tags = client.get_model_version(name, str(version)).tags
    if tags.get("rolled_back") is not None or now != against:
        raise ValueError((version, now, against))
    wanted = {"previous": str(against or "none"), "low": str(report["low"]), "gain": str(report["gain"])}
    for key in wanted:
        if tags.get(key) != wanted[key]:
            client.set_model_version_tag(name=name, version=str(version), key=key, value=wanted[key])
    client.set_registered_model_alias(name, "champion", str(version))
    return True


def roll_back(client, name, version, reason):
    """The same order."""
    now = champion_of(client, name)
    if now is None:
        raise ValueError("no champion")
    if now == version:
        before = client.get_model_version(name, str(now)).tags.get("previous")
        if before in (None, "none"):
            raise ValueError("no way back")
        client.set_model_version_tag(name, str(version), "rolled_back", reason)
        client.set_registered_model_alias(name, "champion", before)
        return int(before)
    return now
