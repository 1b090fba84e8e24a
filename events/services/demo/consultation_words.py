"""What the demonstration asks, what people answered, and what became of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    key: str
    values: dict
    questions: list[dict]
    texts: list[str] = field(default_factory=list)
    report: str = ""
    report_en: str = ""


RETURN_DAY = Words(
    "return-day",
    {
        "title": "返校日办得怎么样，明年怎么办", "title_en": "Return Day: how was it, and how shall it go on",
        "why": "明年返校日的日程在十一月底定下来，先听听来过和没来过的校友怎么说。",
        "why_en": "Next year’s programme is settled at the end of November; first we want to hear from you.",
        "promise": "anonymous",
    },
    [
        {"kind": "scale", "text": "您对返校日总体满意吗？", "text_en": "How satisfied are you with Return Day?",
         "is_required": True},
        {"kind": "choice", "text": "放在什么时候最方便？", "text_en": "When does it suit you best?",
         "choices": ["十月中旬的周末", "五月校庆前后", "国庆长假", "都可以"],
         "choices_en": ["A weekend in mid-October", "Around the anniversary in May", "The October holidays",
                        "Any time"],
         "is_required": True},
        {"kind": "choices", "text": "您最想再有一次的是什么？", "text_en": "What would you like to have once more?",
         "choices": ["回教室上一堂课", "食堂的午饭", "看望老师", "参观新校区", "班级座谈"],
         "choices_en": ["A class in the old classroom", "Lunch in the canteen", "Visiting teachers",
                        "A tour of the new campus", "An hour with the class"]},
        {"kind": "text", "text": "还有什么要告诉我们的？", "text_en": "What else would you like to tell us?"},
    ],
    [
        "停车太远，年纪大的同学走得辛苦，希望安排校内摆渡车。", "食堂那顿饭是最好的环节，请一定保留。",
        "签到排队四十分钟，能不能按学院分开？", "希望提前一个月通知，外地的要买票请假。",
        "老师来得少，学生都是冲着老师回来的。",
        "志愿者同学非常热情，谢谢他们。", "节目单太满，留一个下午给各班自己安排就好。",
        "带孩子来的，希望有个能休息的地方。",
        "没能回去，看了直播，画面不错，声音听不清。", "照片什么时候能下载？",
        "Please send the programme in English as well.",
        "老校区的图书馆能不能开放半天？",
    ],
    "感谢各位的答复。明年返校日定在十月中旬的周末：签到按学院分八个台，校门到礼堂开通摆渡车，下午不再安排统一节目，留给各班。"
    "食堂午餐保留；各学院已经开始约请老师。\n没能解决的是老校区图书馆：正在加固，明年仍不能开放。",
    "Thank you for your answers. Next year’s Return Day is a weekend in mid-October: eight desks by college at "
    "the gate, a shuttle from the gate to the hall, and an afternoon left to the classes. Lunch in the canteen stays, "
    "and the colleges are inviting the teachers now.\nWhat we could not do: the old library stays shut for repairs.",
)  # fmt: skip

CHAPTERS = Words(
    "chapters",
    {
        "title": "校友接待同学寻访：您愿意吗", "title_en": "Would you receive students for an interview?",
        "why": "暑期有十二支学生队伍去各地寻访校友，我们想先知道哪里有人愿意接待。",
        "why_en": "Twelve teams of students visit alumni this summer; first we ask who would receive them.",
        "text": "每支队伍三到五人，访谈约一个半小时，稿件发表前先请您过目。",
        "text_en": "A team is three to five students, an interview takes ninety minutes, and you read the text first.",
        "promise": "named",
    },
    [
        {"kind": "choice", "text": "您愿意接待一支队伍吗？", "text_en": "Would you receive a team?",
         "choices": ["愿意", "线上可以", "今年不方便"], "choices_en": ["Yes", "Online", "Not this year"],
         "is_required": True},
        {"kind": "choices", "text": "您愿意谈什么？", "text_en": "What would you talk about?",
         "choices": ["求学时的事", "第一份工作", "现在的行业", "在外地安家"],
         "choices_en": ["Student days", "The first job", "My trade today", "Settling far from home"]},
        {"kind": "text", "text": "对同学们有什么要求？", "text_en": "What do you ask of the students?"},
    ],
    [
        "请提前把问题发给我。", "周末比较方便，工作日要排班。", "希望来的是本专业的同学。", "可以带他们参观一下车间。",
        "录音可以，不要录像。", "能来两三个人最好，办公室小。", "七月下旬出差，八月以后都行。",
    ],
)  # fmt: skip
