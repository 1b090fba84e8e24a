# ruff: noqa: E501, SIM905
"""Employer and job title out of one cell: 山东大学齐鲁医院 科长."""

import re
from functools import lru_cache

TITLES = sorted(
    """董事长 副董事长 总经理 副总经理 总裁 副总裁 董事 监事 经理 副经理 总监 副总监 主任 副主任 主任医师 副主任医师 主治医师 医师 医生 护士 护士长 主管护师 护师
    主任护师 副主任护师 药师 主管药师 教授 副教授 讲师 助教 教师 老师 研究员 副研究员 助理研究员 实习研究员 工程师 高级工程师 助理工程师 正高级工程师 教授级高级工程师 总工程师
    副总工程师 会计师 高级会计师 总会计师 注册会计师 会计 出纳 审计师 经济师 高级经济师 统计师 律师 法官 检察官 审判员 检察员 法官助理 处长 副处长 科长 副科长 局长 副局长 厅长
    副厅长 部长 副部长 司长 副司长 市长 副市长 县长 副县长 区长 副区长 省长 副省长 镇长 副镇长 乡长 书记 副书记 党委书记 党委副书记 党总支书记 支部书记 院长 副院长 校长 副校长
    园长 所长 副所长 站长 副站长 行长 副行长 厂长 副厂长 车间主任 队长 副队长 组长 班长 主席 副主席 秘书长 副秘书长 秘书 助理 总经理助理 科员 副主任科员 主任科员 调研员 副调研员
    巡视员 职员 员工 干事 文员 办事员 会长 副会长 理事长 副理事长 编辑 副编审 编审 记者 主编 副主编 总编 总编辑 翻译 顾问 咨询师 分析师 设计师 建筑师 架构师 程序员 开发工程师 软件工程师
    项目经理 产品经理 客户经理 销售经理 部门经理 部门主管 主管 业务员 销售员 技术员 实验师 高级实验师 馆员 副研究馆员 研究馆员 创始人 联合创始人 合伙人 高级合伙人 首席执行官 首席技术官 首席财务官
    法人代表 法定代表人 老板 店长 参谋 政委 团长 营长 连长 军官 警官 民警 飞行员 演员 导演 画家 作家 博士后 研究生 博士生 学生 退休 已退休 离休 待业 务农 创业 自由职业 负责人 执行董事 独立董事
    书记员 公务员 教练 督导 投资经理 基金经理 交易员 精算师 规划师 培训师 检验师 技师 主管技师 副主任技师 主任技师 高级技师 讲席教授 特聘教授 高级教师 一级教师 特级教师 班主任 导师 博士生导师 委员 党委委员 常委
    professor engineer manager director president founder consultant analyst lecturer researcher scientist developer teacher
    accountant lawyer partner ceo cto cfo coo postdoc chairman physician doctor nurse architect programmer officer""".split(),
    key=len,
    reverse=True,
)
TITLE = "|".join(re.escape(title) for title in TITLES)
ENDS = re.compile(rf"(?:{TITLE})(?:[(（][^()（）]{{1,12}}[)）])?$", re.I)
SEPARATORS = re.compile(r"\s*[/|;；、，,]\s*|\s+[-–—]\s+|\s+|[—–]+|(?<=[一-鿿)）])-(?=[一-鿿])")
BRACKETED = re.compile(r"(.{2,}?)\s*[(（\[【]([^()（）]{2,20})[)）\]】]")
AT = re.compile(r"(.{2,40}?)\s+(?:at|@)\s+(.{2,})", re.I)
FIRM = re.compile(
    r"(?:inc|ltd|llc|co|corp|corporation|company|gmbh|ag|plc|group|bank|university|college|institute|hospital|of|and|&)\b",
    re.I,
)  # Google Inc. Engineer: the title does not begin with what still belongs to the firm
RETIRED = re.compile(r"已?[退离]休|已故|兼职?|返聘")
BODY = re.compile(
    r".*(?:公司|集团|医院|大学|学院|中学|小学|学校|银行|法院|检察院|局|厅|部|委|所|院|中心|厂|社|协会|政府|办|处|科|室|站|队|分行|支行|电视台|有限|事务所|研究院|党校|军区|部队|会|人大|政协|馆|报|店|园|站|台|庭)$"
)


@lru_cache(maxsize=16384)
def read_employment(text):
    """(employer, job title); one of them may be ""."""
    text = text.strip(" ,，;；、/")
    at = AT.fullmatch(text)
    if at:
        return at[2], at[1]
    for match in SEPARATORS.finditer(text):
        employer, title = text[: match.start()], text[match.end() :]
        if not employer or not title or (title.isascii() and FIRM.match(title)):
            continue
        if (ENDS.search(title) or ENDS.fullmatch(re.split("[、,，/]", title)[0])) and not (
            ENDS.search(employer) and not BODY.match(employer) and "、" in match[0]
        ):
            first = SEPARATORS.split(title)[0]
            if BODY.match(first) and not ENDS.search(first) and len(SEPARATORS.split(title)) > 1:
                continue  # 中国银行 济南分行 科长: the title comes later
            return employer, title
        if ENDS.fullmatch(employer) and BODY.match(title):
            return title, employer
    bracketed = BRACKETED.fullmatch(text)
    if bracketed and RETIRED.fullmatch(bracketed[2]):
        employer, title = read_employment(bracketed[1])
        return (employer, f"{title}{text[len(bracketed[1]) :].strip()}") if title else (text, "")
    if bracketed and ENDS.search(bracketed[2]):
        return bracketed[1], bracketed[2]
    several = text.split("、")[0]
    glued = ENDS.search(several)
    if glued and BODY.match(text[: glued.start()]):
        return text[: glued.start()], text[glued.start() :]
    if glued and glued.start() == 0:
        return "", text
    return text, ""
