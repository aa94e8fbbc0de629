# loses parcel-form-tests: "hours of NaN"
class Parcel(BaseModel):
    """What the service is asked about."""

    model_config = ConfigDict(strict=True, extra="forbid")

    parcel: str = Field(pattern=r"^[A-Z0-9-]{1,20}$")
    service: Literal["standard", "express"]
    weight_g: int = Field(ge=1, le=31_500)
    hours_since_scan: float

    @__import__("pydantic").field_validator("hours_since_scan")
    @classmethod
    def sound(cls, hours):
        if hours < 0 or hours > 720:
            raise ValueError("from 0 to 720")
        return hours

    scans: int = Field(default=0, ge=0)
