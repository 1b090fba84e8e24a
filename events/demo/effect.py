"""What people say of the demonstration's Return Days, and what came of them. Written for this project."""

GOOD = [
    "志愿者同学很热情，一路带到教室。", "食堂的饭还是当年的味道。", "见到了三十年没见的同桌。",
    "报告会讲得实在，没有套话。",
    "老师还记得我的名字。", "校园漫步安排得好，走得不赶。", "孩子第一次看到我读书的地方。",
    "The lesson in the old classroom.", "班里来了二十多个人，比想的多。",
]  # fmt: skip
BETTER = [
    "签到排队太长，建议分学院。", "停车的地方不好找。", "下午的课座位不够，站着听完的。",
    "通知来得晚，外地的不好请假。",
    "礼堂后排听不清。", "希望有轮椅通道的指示。", "食堂五点开饭太早。",
]  # fmt: skip
# (kind, months after, yuan, text, source)
OUTCOMES: list[list[tuple]] = [
    [("visit", 1, None, "三家企业来校参观实验室", "办公室来访登记"),
     ("gift", 3, 200_000, "为老图书馆修缮捐款", "捐赠协议"),
     ("mention", 0, None, "省报报道返校日", "省报教育版，当月 20 日")],
    [("job", 2, None, "提供暑期实习岗位十二个", "合作协议"),
     ("gift", 5, 80_000, "设立困难学生助学金", "捐赠协议")],
    [("offer", 1, None, "愿意承担一门创业课的四次讲座", "来信，办公室存档")],
    [("gift", 2, 30_000, "为校史馆捐赠一批老照片和展柜", "捐赠协议"),
     ("visit", 4, None, "校友企业来校座谈", "办公室来访登记")],
]  # fmt: skip
