import enum
from pydantic import StringConstraints, conint


Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=20, pattern="^[-0-9A-Z]+$")]


class Parcel(BaseModel, extra="forbid"):
    parcel: Name
    service: Literal["express", "standard"]
    weight_g: conint(strict=True, ge=1, le=31500)
    hours_since_scan: float = Field(strict=True, ge=0.0, le=720.0, allow_inf_nan=False)
    scans: conint(strict=True, ge=0) = 0
