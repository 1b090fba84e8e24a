"""The demonstration's student programmes. Names are invented; written for this project."""

PROGRAMMES = [
    {
        "key": "interviews", "kind": "interviews", "title": "暑期校友寻访", "title_en": "Alumni interviews in summer",
        "text": "学生小队到各地寻访校友，听他们讲求学和工作的故事，整理成文。",
        "text_en": "Teams of students visit alumni, listen to how they studied and worked, and write it down.",
        "begins": -60, "days": 5, "state": "done",
    },
    {
        "key": "return-day", "kind": "return_day", "title": "返校日志愿服务", "title_en": "Service on Return Day",
        "text": "在校门、会场和食堂为返校的校友引路、签到、照相。",
        "text_en": "At the gate, in the hall and in the canteen: showing the way, checking in, taking pictures.",
        "begins": 8, "days": 1, "state": "open",
    },
]  # fmt: skip
# (programme, day, hour, hours, role, English, where, English, wanted, how many signed up)
SHIFTS = [
    (0, 0, 9, 6, "访谈记录", "Taking notes", "中心校区集合", "Central Campus", 4, 4),
    (0, 2, 9, 6, "摄影摄像", "Photographs and film", "中心校区集合", "Central Campus", 2, 2),
    (0, 4, 14, 4, "整理文稿", "Writing it up", "学生活动中心", "Students’ Centre", 4, 3),
    (1, 0, 7, 4, "校门引导", "Showing the way", "南门", "South Gate", 6, 5),
    (1, 0, 7, 4, "签到", "Checking in", "知新楼大厅", "Zhixin Hall", 4, 3),
    (1, 0, 11, 3, "食堂服务", "In the canteen", "学生食堂", "Students’ canteen", 4, 1),
    (1, 0, 13, 5, "合影摄影", "Photographs", "图书馆前", "In front of the library", 3, 0),
]
STUDENTS = ["周一诺", "吴子墨", "郑雨桐", "王浩然", "冯思远", "陈若曦", "褚星辰", "卫嘉宁"]
LEAVE_TAKING = {
    "title": "毕业生离校", "title_en": "Leave-taking",
    "text": "离校前核对个人信息，留下长期有效的联系方式，也可以给多年后的自己写一封信。",
    "text_en": "Before they go, graduates check their data, leave a way to reach them that lasts, and may write to the "
               "one they will be in years.",
}  # fmt: skip
# (letter, years)
LETTERS = [
    ("你还在写诗吗？宿舍楼下那棵法桐，毕业那天我数过，一共七十三片叶子落在台阶上。", 10),
    ("别忘了今天的操场，也别忘了答应过妈妈的那张照片。", 5),
]
INTERVIEWS = {
    "title": "冬季校友寻访", "title_en": "Alumni interviews in winter",
    "text": "学生小队拜访老校友，听他们讲求学和工作的故事，整理成文，经本人同意后发表。",
    "text_en": "Teams of students visit older alumni, listen, and write it down; published with the person’s word.",
}  # fmt: skip
TEAMS = [
    {"name": "青岛小队", "name_en": "Qingdao team", "region": "青岛", "teacher": "孙明远"},
    {"name": "济南小队", "name_en": "Jinan team", "region": "济南", "teacher": "韩雪松"},
]
REPORT = {
    "title": "图书馆的灯光", "word": "周末下午都方便，想聊聊当年的图书馆。",
    "text": "老校友在门口等我们，手里拿着一张旧借书证。\n\n他说，那时晚上九点半熄灯，图书馆门口的路灯下总站着一圈人。"
            "后来工作四十年，他仍习惯在灯下读书。\n\n临走时他请我们替他看看那盏路灯还在不在。",
}  # fmt: skip
