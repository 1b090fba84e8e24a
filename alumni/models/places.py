"""Closed lists of places and trades, from the national standards."""

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni.intake.cells import countries


class Province(models.TextChoices):
    """Provinces by the first two digits of their code (GB/T 2260)."""

    BEIJING = "11", _("Beijing")
    TIANJIN = "12", _("Tianjin")
    HEBEI = "13", _("Hebei")
    SHANXI = "14", _("Shanxi")
    INNER_MONGOLIA = "15", _("Inner Mongolia")
    LIAONING = "21", _("Liaoning")
    JILIN = "22", _("Jilin")
    HEILONGJIANG = "23", _("Heilongjiang")
    SHANGHAI = "31", _("Shanghai")
    JIANGSU = "32", _("Jiangsu")
    ZHEJIANG = "33", _("Zhejiang")
    ANHUI = "34", _("Anhui")
    FUJIAN = "35", _("Fujian")
    JIANGXI = "36", _("Jiangxi")
    SHANDONG = "37", _("Shandong")
    HENAN = "41", _("Henan")
    HUBEI = "42", _("Hubei")
    HUNAN = "43", _("Hunan")
    GUANGDONG = "44", _("Guangdong")
    GUANGXI = "45", _("Guangxi")
    HAINAN = "46", _("Hainan")
    CHONGQING = "50", _("Chongqing")
    SICHUAN = "51", _("Sichuan")
    GUIZHOU = "52", _("Guizhou")
    YUNNAN = "53", _("Yunnan")
    TIBET = "54", _("Tibet")
    SHAANXI = "61", _("Shaanxi")
    GANSU = "62", _("Gansu")
    QINGHAI = "63", _("Qinghai")
    NINGXIA = "64", _("Ningxia")
    XINJIANG = "65", _("Xinjiang")
    TAIWAN = "71", _("Taiwan")
    HONG_KONG = "81", _("Hong Kong")
    MACAO = "82", _("Macao")


# Outside mainland China: data go there only with a consent of their own.
ABROAD = frozenset({Province.TAIWAN, Province.HONG_KONG, Province.MACAO})


class Industry(models.TextChoices):
    """The sections of the national industry classification (GB/T 4754)."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, heat, gas and water")
    E = "E", _("Construction")
    F = "F", _("Wholesale and retail")
    G = "G", _("Transport, storage and post")
    H = "H", _("Hotels and catering")
    I = "I", _("Information technology")  # noqa: E741
    J = "J", pgettext_lazy("industry", "Finance")
    K = "K", _("Real estate")
    L = "L", _("Leasing and business services")
    M = "M", _("Research and technical services")
    N = "N", _("Water and environment")
    O = "O", _("Household and other services")  # noqa: E741
    P = "P", _("Education")
    Q = "Q", _("Health and social work")
    R = "R", _("Culture, sport and entertainment")
    S = "S", _("Public administration")
    T = "T", _("International organisations")


class Language(models.TextChoices):
    """Languages that alumni commonly name; the codes are of ISO 639."""

    ZH = "zh", _("Chinese")
    EN = "en", _("English")
    JA = "ja", _("Japanese")
    KO = "ko", _("Korean")
    FR = "fr", _("French")
    DE = "de", _("German")
    ES = "es", _("Spanish")
    RU = "ru", _("Russian")
    PT = "pt", _("Portuguese")
    AR = "ar", _("Arabic")
    IT = "it", _("Italian")
    TH = "th", _("Thai")
    VI = "vi", _("Vietnamese")


# Regions of China are named as such (GB/T 2659 names its parts so).
OF_CHINA = {
    "HK": ("中国香港", "Hong Kong, China"),
    "MO": ("中国澳门", "Macao, China"),
    "TW": ("中国台湾", "Taiwan, China"),
}
COUNTRIES: dict[str, tuple[str, str]] = {
    code: OF_CHINA.get(code, (chinese[0], english[0])) for code, chinese, english in countries.entries()
}


# Each is a province and a city at once: whoever writes the city into the record has not said more.
MUNICIPALITIES = {
    Province.BEIJING: "北京", Province.TIANJIN: "天津", Province.SHANGHAI: "上海", Province.CHONGQING: "重庆",
}  # fmt: skip


def place_label(province: str, city: str) -> str:
    """Return province and city in the reader's language, a municipality once; "" for neither."""
    name = str(Province(province).label) if province else ""
    if name and city.removesuffix("市") == MUNICIPALITIES.get(Province(province)):
        return name
    return " ".join(filter(None, [name, city]))


def country_label(code: str) -> str:
    """Return the name of a country or region in the reader's language; "" for no code."""
    chinese, english = COUNTRIES.get(code, (code, code))
    return chinese if (get_language() or "zh").startswith("zh") else english
