import math
from pydantic import model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError as Broken


class Parcel(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    parcel: str = Field(min_length=1, max_length=20, pattern=r"\A[A-Z0-9\-]*\z")
    service: str = Field(pattern="^(standard|express)$")
    weight_g: int = Field(gt=0, le=31500)
    hours_since_scan: int | float = Field(ge=0, le=720)
    scans: int = Field(0, ge=0)

    @property
    def kilograms(self):
        return self.weight_g / 1000
