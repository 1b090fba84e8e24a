# ruff: noqa: E501, SIM905
from functools import lru_cache

from .text import half

GENDERS = {
    **dict.fromkeys(
        "男 男性 男生 男士 先生 m male man boy mr mr. 1 男. ♂ 1男 1-男 1.男 1男性 1-男性 1:男 校友男 gentleman".split(),
        "male",
    ),
    **dict.fromkeys(
        "女 女性 女生 女士 小姐 f female woman girl ms ms. mrs mrs. miss 2 女. ♀ 2女 2-女 2.女 2女性 2-女性 2:女 lady 0女".split(),
        "female",
    ),
}


@lru_cache(maxsize=512)
def read_gender(text):
    gender = GENDERS.get(half(text).lower().replace(" ", ""))
    return (gender, None) if gender else (None, "gender_unknown")
