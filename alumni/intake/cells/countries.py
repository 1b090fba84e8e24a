# ruff: noqa: E501
"""Countries and regions by the names that people write; codes are ISO 3166-1 alpha-2."""

from functools import lru_cache

from .han import simplify
from .text import half

TABLE = """
AD 安道尔 Andorra|AE 阿联酋,阿拉伯联合酋长国,迪拜 United Arab Emirates,UAE,Dubai|AF 阿富汗 Afghanistan|AG 安提瓜和巴布达 Antigua and Barbuda|AL 阿尔巴尼亚 Albania
AM 亚美尼亚 Armenia|AO 安哥拉 Angola|AR 阿根廷 Argentina|AT 奥地利 Austria|AU 澳大利亚,澳洲,澳国 Australia|AW 阿鲁巴 Aruba|AZ 阿塞拜疆 Azerbaijan
BA 波黑,波斯尼亚和黑塞哥维那 Bosnia and Herzegovina,Bosnia|BB 巴巴多斯 Barbados|BD 孟加拉国,孟加拉 Bangladesh|BE 比利时 Belgium|BF 布基纳法索 Burkina Faso
BG 保加利亚 Bulgaria|BH 巴林 Bahrain|BI 布隆迪 Burundi|BJ 贝宁 Benin|BM 百慕大 Bermuda|BN 文莱 Brunei,Brunei Darussalam|BO 玻利维亚 Bolivia|BR 巴西 Brazil,Brasil
BS 巴哈马 Bahamas,The Bahamas|BT 不丹 Bhutan|BW 博茨瓦纳 Botswana|BY 白俄罗斯 Belarus|BZ 伯利兹 Belize|CA 加拿大 Canada|CD 刚果民主共和国,刚果(金),刚果金 Democratic Republic of the Congo,DR Congo,DRC
CF 中非 Central African Republic|CG 刚果,刚果共和国,刚果(布),刚果布 Congo,Republic of the Congo|CH 瑞士 Switzerland|CI 科特迪瓦,象牙海岸 Ivory Coast,Cote d'Ivoire,Côte d'Ivoire
CL 智利 Chile|CM 喀麦隆 Cameroon|CN 中国,中华人民共和国,中国大陆,大陆,中国内地,国内,内地 China,PRC,P.R. China,P.R.China,PR China,People's Republic of China,Mainland China,CHN
CO 哥伦比亚 Colombia|CR 哥斯达黎加 Costa Rica|CU 古巴 Cuba|CV 佛得角 Cape Verde,Cabo Verde|CY 塞浦路斯 Cyprus|CZ 捷克,捷克共和国 Czech Republic,Czechia
DE 德国,德意志,联邦德国,西德 Germany,Deutschland|DJ 吉布提 Djibouti|DK 丹麦 Denmark|DM 多米尼克 Dominica|DO 多米尼加,多米尼加共和国 Dominican Republic|DZ 阿尔及利亚 Algeria
EC 厄瓜多尔 Ecuador|EE 爱沙尼亚 Estonia|EG 埃及 Egypt|ER 厄立特里亚 Eritrea|ES 西班牙 Spain,España|ET 埃塞俄比亚 Ethiopia|FI 芬兰 Finland|FJ 斐济 Fiji
FM 密克罗尼西亚 Micronesia|FR 法国,法兰西 France|GA 加蓬 Gabon|GB 英国,联合王国,大不列颠,英格兰,苏格兰,威尔士,北爱尔兰 United Kingdom,UK,U.K.,Great Britain,Britain,England,Scotland,Wales,Northern Ireland,GBR
GD 格林纳达 Grenada|GE 格鲁吉亚 Georgia|GH 加纳 Ghana|GL 格陵兰 Greenland|GM 冈比亚 Gambia|GN 几内亚 Guinea|GQ 赤道几内亚 Equatorial Guinea|GR 希腊 Greece|GT 危地马拉 Guatemala|GU 关岛 Guam
GW 几内亚比绍 Guinea-Bissau|GY 圭亚那 Guyana|HK 香港,中国香港,香港特别行政区,香港特区,中国香港特别行政区 Hong Kong,Hongkong,Hong Kong SAR,HKSAR,Hong Kong China
HN 洪都拉斯 Honduras|HR 克罗地亚 Croatia|HT 海地 Haiti|HU 匈牙利 Hungary|ID 印度尼西亚,印尼 Indonesia|IE 爱尔兰 Ireland|IL 以色列 Israel|IN 印度 India|IQ 伊拉克 Iraq|IR 伊朗 Iran
IS 冰岛 Iceland|IT 意大利 Italy,Italia|JM 牙买加 Jamaica|JO 约旦 Jordan|JP 日本,日本国 Japan,JPN|KE 肯尼亚 Kenya|KG 吉尔吉斯斯坦,吉尔吉斯 Kyrgyzstan|KH 柬埔寨 Cambodia
KI 基里巴斯 Kiribati|KM 科摩罗 Comoros|KN 圣基茨和尼维斯 Saint Kitts and Nevis|KP 朝鲜,北朝鲜 North Korea,DPRK|KR 韩国,南韩,大韩民国 South Korea,Korea,Republic of Korea,R.O. Korea,Korea Republic of
KW 科威特 Kuwait|KY 开曼群岛,开曼 Cayman Islands|KZ 哈萨克斯坦,哈萨克 Kazakhstan|LA 老挝 Laos|LB 黎巴嫩 Lebanon|LC 圣卢西亚 Saint Lucia|LI 列支敦士登 Liechtenstein
LK 斯里兰卡 Sri Lanka|LR 利比里亚 Liberia|LS 莱索托 Lesotho|LT 立陶宛 Lithuania|LU 卢森堡 Luxembourg|LV 拉脱维亚 Latvia|LY 利比亚 Libya|MA 摩洛哥 Morocco|MC 摩纳哥 Monaco
MD 摩尔多瓦 Moldova|ME 黑山 Montenegro|MG 马达加斯加 Madagascar|MH 马绍尔群岛 Marshall Islands|MK 北马其顿,马其顿 North Macedonia,Macedonia|ML 马里 Mali|MM 缅甸 Myanmar,Burma
MN 蒙古,蒙古国 Mongolia|MO 澳门,中国澳门,澳门特别行政区,澳门特区 Macao,Macau,Macao SAR,Macau SAR|MR 毛里塔尼亚 Mauritania|MT 马耳他 Malta|MU 毛里求斯 Mauritius|MV 马尔代夫 Maldives
MW 马拉维 Malawi|MX 墨西哥 Mexico,México|MY 马来西亚,大马 Malaysia|MZ 莫桑比克 Mozambique|NA 纳米比亚 Namibia|NE 尼日尔 Niger|NG 尼日利亚 Nigeria|NI 尼加拉瓜 Nicaragua
NL 荷兰 Netherlands,The Netherlands,Holland|NO 挪威 Norway|NP 尼泊尔 Nepal|NR 瑙鲁 Nauru|NZ 新西兰,纽西兰 New Zealand|OM 阿曼 Oman|PA 巴拿马 Panama|PE 秘鲁 Peru
PG 巴布亚新几内亚 Papua New Guinea|PH 菲律宾 Philippines,The Philippines|PK 巴基斯坦 Pakistan|PL 波兰 Poland|PR 波多黎各 Puerto Rico|PS 巴勒斯坦 Palestine|PT 葡萄牙 Portugal
PW 帕劳 Palau|PY 巴拉圭 Paraguay|QA 卡塔尔 Qatar|RO 罗马尼亚 Romania|RS 塞尔维亚 Serbia|RU 俄罗斯,俄国,俄罗斯联邦,苏联 Russia,Russian Federation,USSR|RW 卢旺达 Rwanda
SA 沙特阿拉伯,沙特,沙地阿拉伯 Saudi Arabia|SB 所罗门群岛 Solomon Islands|SC 塞舌尔 Seychelles|SD 苏丹 Sudan|SE 瑞典 Sweden|SG 新加坡,星加坡,狮城 Singapore,SGP|SI 斯洛文尼亚 Slovenia
SK 斯洛伐克 Slovakia|SL 塞拉利昂 Sierra Leone|SM 圣马力诺 San Marino|SN 塞内加尔 Senegal|SO 索马里 Somalia|SR 苏里南 Suriname|SS 南苏丹 South Sudan|ST 圣多美和普林西比 Sao Tome and Principe
SV 萨尔瓦多 El Salvador|SY 叙利亚 Syria|SZ 斯威士兰 Eswatini,Swaziland|TD 乍得 Chad|TG 多哥 Togo|TH 泰国 Thailand|TJ 塔吉克斯坦 Tajikistan|TL 东帝汶 Timor-Leste,East Timor
TM 土库曼斯坦 Turkmenistan|TN 突尼斯 Tunisia|TO 汤加 Tonga|TR 土耳其 Turkey,Türkiye,Turkiye|TT 特立尼达和多巴哥 Trinidad and Tobago|TV 图瓦卢 Tuvalu
TW 台湾,中国台湾,台湾省,台湾地区,中国台湾省,中国台湾地区,中华台北 Taiwan,Taiwan China,Taiwan Province of China,Chinese Taipei|TZ 坦桑尼亚 Tanzania
UA 乌克兰 Ukraine|UG 乌干达 Uganda|US 美国,美利坚合众国,美利坚 United States,USA,U.S.A.,U.S.,America,United States of America,the United States,the US,the USA|UY 乌拉圭 Uruguay
UZ 乌兹别克斯坦 Uzbekistan|VA 梵蒂冈 Vatican,Vatican City|VC 圣文森特和格林纳丁斯 Saint Vincent and the Grenadines|VE 委内瑞拉 Venezuela|VG 英属维尔京群岛 British Virgin Islands,BVI
VN 越南 Vietnam,Viet Nam|VU 瓦努阿图 Vanuatu|WS 萨摩亚 Samoa|XK 科索沃 Kosovo|YE 也门 Yemen|ZA 南非 South Africa|ZM 赞比亚 Zambia|ZW 津巴布韦 Zimbabwe
"""


def entries():
    for line in TABLE.strip().splitlines():
        for entry in line.split("|"):
            code, chinese, english = entry.split(" ", 2)
            yield code, chinese.split(","), english.split(",")


def folded(name):
    return simplify(half(name)).casefold().replace(" ", "").replace(".", "").replace("　", "")


CODES = {folded(name): code for code, chinese, english in entries() for name in (code, *chinese, *english)}
CHINESE = {name: code for code, chinese, _ in entries() for name in chinese if len(name) > 1}


@lru_cache(maxsize=4096)
def read_country(text):
    key = folded(text).strip("()。,，")
    code = CODES.get(key)
    if code is None and key.startswith("the"):
        code = CODES.get(key[3:])
    if code is None:  # 美国(USA)
        for part in key.replace(")", "(").replace("/", "(").replace("-", "(").replace(",", "(").split("("):
            code = code or CODES.get(part)
    return (code, None) if code else (None, "country_unknown")


# Codes of countries that are states of America too: Los Angeles, CA is not in Canada.
STATES = frozenset(
    [
        "AL",
        "AR",
        "AZ",
        "CA",
        "CO",
        "DE",
        "GA",
        "ID",
        "IL",
        "IN",
        "LA",
        "MA",
        "MD",
        "ME",
        "MN",
        "MO",
        "MS",
        "MT",
        "NC",
        "NE",
        "PA",
        "SC",
        "SD",
        "TN",
        "VA",
    ]
)


def country_before(text):
    """(code, rest) of "美国波士顿" or "Boston, USA"; (None, text) when no country stands there."""
    for name in sorted((name for name in CHINESE if text.startswith(name)), key=len, reverse=True):
        return CHINESE[name], text[len(name) :].strip(" ,，、·-/")
    for separator in (",", "，", "/", " ", "-"):
        head, _, tail = text.rpartition(separator)
        if head and folded(tail) in CODES and len(tail.strip()) > 1 and tail.strip() not in STATES:
            return CODES[folded(tail)], head.strip(" ,，/-")
        head, _, tail = text.partition(separator)
        if separator != " " and tail and folded(head) in CODES and len(head.strip()) > 1:
            return CODES[folded(head)], tail.strip(" ,，/-")
    return None, text
