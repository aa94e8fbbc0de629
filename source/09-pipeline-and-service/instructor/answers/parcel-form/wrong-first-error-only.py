# loses parcel-form-tests: "two fields"
class Parcel(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    parcel: str = Field(pattern=r"^[A-Z0-9-]{1,20}$")
    service: Literal["standard", "express"]
    weight_g: int = Field(ge=1, le=31_500)
    hours_since_scan: float = Field(ge=0, le=720)
    scans: int = Field(default=0, ge=0)

    @classmethod
    def model_validate(cls, values, **more):
        try:
            return super().model_validate(values, **more)
        except ValidationError as error:
            first = error.errors()[0]
            one = {"type": "value_error", "loc": first["loc"], "input": 0, "ctx": {"error": ValueError(first["msg"])}}
            raise ValidationError.from_exception_data("Parcel", [one]) from None
