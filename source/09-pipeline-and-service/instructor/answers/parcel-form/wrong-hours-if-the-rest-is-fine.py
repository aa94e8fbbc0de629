# loses parcel-form-tests: "no weight, and too many hours"
from pydantic import field_validator


class Parcel(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    parcel: str = Field(pattern=r"^[A-Z0-9-]{1,20}$")
    service: Literal["standard", "express"]
    weight_g: int = Field(ge=1, le=31500)
    hours_since_scan: float
    scans: int = Field(default=0, ge=0)

    @field_validator("hours_since_scan")
    @classmethod
    def hours(cls, value, info):
        if len(info.data) == 3 and not 0 <= value <= 720:
            raise ValueError("0 to 720")
        return value
