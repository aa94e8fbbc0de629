# loses parcel-form-tests: "another alphabet"
class Parcel(BaseModel):
    """What the service is asked about."""

    model_config = ConfigDict(strict=True, extra="forbid")

    parcel: str = Field(min_length=1, max_length=20)

    @classmethod
    def model_validate(cls, values, **more):
        return super().model_validate(values, **more)

    @__import__("pydantic").field_validator("parcel")
    @classmethod
    def letters(cls, name):
        if not all(one == "-" or (one.isalnum() and one == one.upper() and not one.isspace()) for one in name):
            raise ValueError("capitals, digits and -")
        return name
    service: Literal["standard", "express"]
    weight_g: int = Field(ge=1, le=31_500)
    hours_since_scan: float = Field(ge=0, le=720)
    scans: int = Field(default=0, ge=0)
