# loses parcel-form-tests: "a line's end after"
class Parcel(BaseModel):
    """What the service is asked about."""

    model_config = ConfigDict(strict=True, extra="forbid", str_strip_whitespace=True)

    parcel: str = Field(pattern=r"^[A-Z0-9-]{1,20}$")
    service: Literal["standard", "express"]
    weight_g: int = Field(ge=1, le=31_500)
    hours_since_scan: float = Field(ge=0, le=720)
    scans: int = Field(default=0, ge=0)
