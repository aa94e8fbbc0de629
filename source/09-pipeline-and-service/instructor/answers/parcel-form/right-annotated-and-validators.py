from pydantic import StrictInt, StrictStr, field_validator


class Parcel(BaseModel):
    model_config = {"extra": "forbid"}

    parcel: StrictStr
    service: StrictStr
    weight_g: Annotated[StrictInt, Field(gt=0, lt=31_501)]
    hours_since_scan: float
    scans: StrictInt = 0

    @field_validator("parcel")
    @classmethod
    def known_letters(cls, name):
        allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
        if not 1 <= len(name) <= 20 or set(name) - allowed:
            raise ValueError("1 to 20 of A to Z, 0 to 9 and -")
        return name

    @field_validator("service")
    @classmethod
    def known_service(cls, service):
        if service not in ("standard", "express"):
            raise ValueError("standard or express")
        return service

    @field_validator("hours_since_scan", mode="before")
    @classmethod
    def sound_hours(cls, hours):
        if isinstance(hours, bool) or not isinstance(hours, (int, float)):
            raise ValueError("a number")
        if not 0 <= hours <= 720:
            raise ValueError("from 0 to 720")
        return hours

    @field_validator("scans")
    @classmethod
    def sound_scans(cls, scans):
        if scans < 0:
            raise ValueError("0 or more")
        return scans
