"""The demonstration's departments, needs and answers. Names are invented; written for this project."""

# (name, English, whether the contact is the officer of a college)
DEPARTMENTS = [
    ("学生工作部", "Student affairs", False),
    ("就业指导中心", "Career centre", False),
    ("技术转移中心", "Technology transfer", False),
    ("基建处", "Construction", False),
    ("后勤保障部", "Logistics", False),
    ("计算机学院", "School of Computer Science", True),
]
# (department, kind, title, English, text, English, how many, trade, province, city, audience, state, states of answers)
NEEDS = [
    (
        0, "mentoring", "新生成长导师", "Mentors for first-year students",
        "请校友每月与三名新生谈一次。", "Alumni talk with three first-year students once a month.",
        40, "", "", "", "all", "published", ["answered", "talking", "told_back"],
    ),
    (
        0, "money", "困难学生临时补助", "Emergency aid for students",
        "为突遇困难的学生提供一次性补助。", "One payment to students whom misfortune met.",
        None, "", "", "", "all", "published", ["talking", "agreed"],
    ),
    (
        0, "lecture", "毕业季讲座", "Lectures for those who leave",
        "讲讲第一份工作头三年的得失。", "What the first three years of work taught you.",
        6, "", "", "", "all", "published", ["carried_out", "answered"],
    ),
    (
        0, "things", "乐团旧琴换新", "Instruments for the orchestra",
        "学生交响乐团需要两把大提琴。", "The students’ orchestra needs two violoncellos.",
        2, "", "37", "", "region", "published", [],
    ),
    (
        0, "internship", "社会实践接待单位", "Places for summer practice",
        "接待一支八人学生小队五天。", "To receive a team of eight students for five days.",
        10, "", "", "", "all", "closed", ["told_back", "told_back"],
    ),
    (
        1, "job", "软件企业校招名额", "Posts at software companies",
        "面向应届硕士的研发岗位。", "Posts in development for new masters.",
        60, "I", "", "", "trade", "published", ["agreed", "answered"],
    ),
    (
        1, "internship", "济南暑期实习", "Summer internships in Jinan",
        "七八月，每位学生不少于四周。", "July and August, at least four weeks for each.",
        30, "", "37", "济南", "all", "published", ["told_back", "carried_out", "talking"],
    ),
    (
        1, "job", "制造业岗位", "Posts in manufacturing",
        "机械、材料、控制专业毕业生。", "For graduates of mechanics, materials and control.",
        80, "C", "37", "", "all", "published", ["answered"],
    ),
    (
        1, "fair", "春季双选会展位", "Stands at the spring fair",
        "为校友企业免费留展位。", "Free stands for companies of alumni.",
        50, "", "", "", "all", "published", ["told_back", "agreed", "answered"],
    ),
    (
        1, "fair", "医药专场招聘会", "Fair for medicine and pharmacy",
        "医院与药企专场。", "For hospitals and pharmaceutical companies.",
        20, "Q", "", "", "trade", "expired", ["told_back"],
    ),
    (
        1, "training", "校友企业新员工培训", "Training for new staff of alumni companies",
        "为校友企业办职场英语与写作班。", "English at work and writing, for companies of alumni.",
        25, "", "", "", "all", "published", ["talking"],
    ),
    (
        1, "expertise", "生涯课评课专家", "Experts to judge the careers course",
        "请听一次课，写一页意见。", "Hear one class and write a page.",
        4, "P", "", "", "all", "submitted", [],
    ),
    (
        2, "technology", "高强铝合金焊接", "Welding of strong aluminium alloys",
        "可许可使用的三项专利。", "Three patents that may be licensed.",
        3, "C", "", "", "trade", "published", ["agreed", "ended"],
    ),
    (
        2, "technology", "秸秆制备生物炭", "Biochar from straw",
        "中试完成，寻找合作企业。", "The pilot is done; we look for a company.",
        1, "A", "", "", "all", "published", ["answered"],
    ),
    (
        2, "technology", "医学影像辅助诊断", "Diagnosis with medical images",
        "与医院共建验证中心。", "A centre for validation together with a hospital.",
        1, "Q", "", "", "all", "closed", ["told_back"],
    ),
    (
        2, "expertise", "专利估值顾问", "Advice on the value of patents",
        "每季度半天。", "Half a day each quarter.",
        2, "J", "", "", "trade", "published", ["talking", "ended"],
    ),
    (
        2, "money", "概念验证基金", "Fund for proof of concept",
        "支持早期项目走出实验室。", "For early projects that leave the laboratory.",
        None, "", "", "", "all", "submitted", [],
    ),
    (
        3, "land", "校外学生公寓", "Rooms for students outside the campus",
        "中心校区三公里内，可住六十人。", "Within three kilometres of the campus, for sixty.",
        60, "", "37", "济南", "region", "published", [],
    ),
    (
        3, "expertise", "老楼加固评审", "Review of strengthening old buildings",
        "请结构工程师评审两份方案。", "A structural engineer reviews two plans.",
        2, "E", "", "", "trade", "published", ["carried_out"],
    ),
    (
        3, "things", "校园长椅", "Benches for the campus",
        "认捐刻名长椅。", "Benches with a name.",
        100, "", "", "", "all", "closed", ["told_back", "told_back", "ended"],
    ),
    (
        3, "money", "校史馆修缮", "Repair of the history museum",
        "屋面与展柜。", "The roof and the cases.",
        None, "", "", "", "all", "draft", [],
    ),
    (
        4, "things", "节能灯具", "Lamps that save energy",
        "教学楼走廊灯具更换。", "New lamps in the corridors.",
        800, "C", "", "", "trade", "published", ["answered"],
    ),
    (
        4, "expertise", "食堂食品安全顾问", "Advice on food safety",
        "每学期一次检查。", "An inspection each term.",
        1, "", "", "", "all", "expired", ["told_back"],
    ),
    (
        4, "land", "蔬菜直供基地", "Fields that grow for the canteens",
        "周边一百亩。", "A hundred mu nearby.",
        None, "A", "37", "", "region", "draft", [],
    ),
    (
        4, "job", "后勤管理岗位推荐", "People for posts in logistics",
        "欢迎推荐人选。", "Recommend somebody.",
        3, "", "", "", "all", "expired", [],
    ),
    (
        5, "lecture", "计算机学院前沿讲座", "Lectures on new computing",
        "人工智能、数据库、安全。", "Artificial intelligence, databases, security.",
        8, "I", "", "", "all", "published", ["told_back", "agreed"],
    ),
    (
        5, "internship", "计算机学院实习基地", "Internships in computing",
        "三个月以上。", "Three months and more.",
        20, "I", "", "", "all", "published", ["carried_out", "talking", "answered"],
    ),
    (
        5, "mentoring", "创新竞赛导师", "Mentors for the contest",
        "指导学生竞赛队。", "To guide teams of students.",
        5, "I", "", "", "all", "submitted", [],
    ),
    (
        5, "training", "校友程序员进修班", "Courses for programmers",
        "周末在线课程。", "Online at weekends.",
        100, "I", "", "", "all", "closed", ["told_back"],
    ),
    (
        5, "money", "学院奖学金", "Scholarship of the school",
        "奖励二十名学生。", "For twenty students.",
        None, "", "", "", "all", "draft", [],
    ),
]  # fmt: skip
ANSWERS = [
    "我这边可以安排，请联系我商量细节。",
    "单位愿意参与，时间上九月以后都可以。",
    "我对这件事很有兴趣，先聊聊具体要求吧。",
]
STEPS = [("电话沟通需求", -20), ("实地走访", 7), ("商定日期和人数", 21)]
TOLD = "事情办成了，学生们很有收获。谢谢您，也请常回学校看看。"
ENDED = "今年的时间对不上，明年再议。"
# (kind, what is offered, trade, province, city)
OFFERS = [
    ("internship", "每年夏天五个实习名额。", "I", "37", "济南"),
    ("lecture", "可以讲知识产权和专利申请。", "M", "", ""),
    ("mentoring", "愿意带两三名想创业的学生。", "", "", ""),
    ("job", "每年招应届毕业生十名左右。", "C", "37", "青岛"),
    ("expertise", "结构工程，可以帮忙看图纸。", "E", "", ""),
    ("things", "公司生产的实验台可以捐赠。", "C", "", ""),
]
# What comes of a need: its kind in outcomes, and how many.
OUTCOMES = {
    "mentoring": ("mentored", 6), "money": ("money", 1), "lecture": ("lectures", 1), "things": ("things", 12),
    "internship": ("internships", 8), "job": ("jobs", 11), "fair": ("fairs", 1), "training": ("trained", 30),
    "technology": ("technology", 1), "expertise": ("advice", 1), "land": ("space", 1),
}  # fmt: skip
