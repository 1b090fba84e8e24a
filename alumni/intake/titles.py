# ruff: noqa: E501
"""The words over the columns of real rosters, and the field that each means.

Titles are compared after `fold`: simplified, half-width, lower case, without spaces,
punctuation, "(必填)" and counting numbers.
"""

import re
import unicodedata
from functools import lru_cache

from .cells.han import simplify

IGNORE = "ignore"

SYNONYMS = {
    "name": """姓名 名字 校友姓名 学生姓名 学员姓名 中文姓名 中文名 中文名字 汉语姓名 姓名中文 毕业生姓名 同学姓名 学员
        真实姓名 本人姓名 校友 校友名 学生 人名 姓名全称 证书姓名 现用名 现姓名 同学 校友名称 成员姓名 名单 毕业生
        name fullname studentname chinesename nameinchinese alumniname alumnus alumna alumnusname
        namechinese chinese namecn cnname alumni graduate""",
    "family_name": "姓 姓氏 lastname surname familyname",
    "given_name": "名 firstname givenname forename givennames",
    "english_name": """英文名 英文姓名 外文名 外文姓名 拼音 姓名拼音 拼音姓名 汉语拼音 英文名字 姓名英文 englishname pinyin latinname
        nameinenglish nameenglish romanizedname nameen namepinyin 护照姓名 护照名 romanisedname passportname""",
    "former_name": "曾用名 原名 原姓名 曾用姓名 别名 又名 在校姓名 在校时姓名 在校用名 formername maidenname previousname othernames 乳名 字号 毕业时姓名",
    "gender": "性别 性 男女 男/女 gender sex",
    "birth": """出生年月 出生日期 生日 出生年月日 出生时间 出生 出生年份 出生年 出生日 生年 生年月日 生辰 出生月份 出生年月份
        birthday birthdate dateofbirth dob born birth yearofbirth birthyear""",
    "school": """毕业学校 学校 母校 毕业院校 原学校 所在学校 校名 在读学校 就读学校 学校名称 毕业学校名称 原校名 毕业时学校 毕业时校名
        school university almamater institution 所属学校 就读院校 原毕业学校 毕业高校""",
    "college": """学院 院系 院 系 系别 所在学院 毕业学院 所属学院 院系名称 学院名称 院别 所在院系 毕业院系 院部 系所 院系所 学部 学院系
        培养单位 就读院系 原学院 现学院 二级学院 所属院系 原院系 所在系 毕业系 系名 学院系别 院系部 现所属学院 就读学院 教学单位 院所
        毕业院所 学系 所在单位学院 原所在学院 院名 学院全称 学院/系 科系 开课学院
        college faculty department dept schoolcollege collegeschool facultydepartment collegedepartment""",
    "major": """专业 所学专业 专业名称 毕业专业 就读专业 专业方向 主修专业 原专业 科类专业 学科 学科专业 专业全称 在校专业 修读专业 学习专业 主修
        major programme program specialty speciality fieldofstudy subject specialization discipline course""",
    "level": """学历 学位 文化程度 文化水平 学历层次 层次 培养层次 学历学位 学位学历 最高学历 最高学位 毕业学历 学生类别 学生类型 学生层次 培养类别 学位类别
        教育层次 毕业层次 在校层次 学位类型 学历类别 攻读学位 获得学位 授予学位 本校学历 本研 本科研究生 学段 学位层次 就读层次 毕业学位 办学层次
        培养类型 类别层次 学历及学位 攻读层次 本硕博
        degree level degreelevel educationlevel qualification education degreetype academicdegree degreeawarded""",
    "class_name": "班级 班 所在班级 行政班 班级名称 班别 毕业班级 原班级 在校班级 class classname 所属班级 就读班级 班号 班名 年级班级 年级班",
    "student_no": """学号 学生证号 学生学号 学籍号 校友号 原学号 学号工号 在校学号 毕业证学号 student no studentno studentid studentnumber
        matriculationnumber matricno studentid no""",
    "enrolment_year": """入学时间 入学年份 入学年 入学年月 级别 年级 级 入学日期 入校时间 入校年份 所在年级 入学 入学年级 入学级别 入校年月
        就读年级 录取年份 学级 入学届 入校日期 入校 进校时间 进校年份
        enrolmentyear enrollmentyear yearofenrolment yearofentry entryyear admissionyear yearofadmission enrolled
        enrolment enrollment admission admitted startyear entrydate enrolmentdate enrollmentdate grade intake""",
    "graduation_year": """毕业时间 毕业年份 毕业年 毕业年月 届别 届 届次 毕业届别 毕业日期 毕业年度 毕业届次 离校时间 毕业 毕业级别 离校年份
        毕业届 毕(结)业时间 毕结业时间 离校日期 毕业年届 毕业年级 获学位时间 学位授予时间 毕业月份 结业时间
        graduationyear yearofgraduation graduated graduation gradyear classof graduationdate dategraduated
        graduateyear year graduationtime completionyear yeargraduated""",
    "study_period": "在校时间 起止时间 学习时间 就读时间 在校年限 起止年月 在校起止时间 就读起止时间 在读时间 学习年限起止 入学毕业时间 在校起止年月 学习起止时间 入学及毕业时间 入学至毕业时间 yearsattended period studyperiod",
    "year_either": "年级届别 届级 级届 届别年级 级别届别 年份 届级别 年届 级届别 届/级",
    "employer": """工作单位 单位 现工作单位 单位名称 现单位 就业单位 公司 公司名称 所在单位 供职单位 任职单位 工作单位名称 目前工作单位 企业 企业名称
        服务单位 现任单位 就职单位 工作机构 单位全称 现就职单位 毕业去向 工作部门 就职公司 现供职单位 当前单位 目前单位 就业去向 签约单位 任职机构 服务机构
        company employer organization organisation workplace companyname currentemployer firm placeofwork affiliation""",
    "job_title": """职务 职位 职称 岗位 职务职称 职称职务 现任职务 现职务 担任职务 工作职务 行政职务 专业技术职务 技术职称 头衔 现职 岗位名称 职衔
        职务/职称 目前职务 所任职务 职务头衔 现职位
        position jobtitle title post role occupation positiontitle currentposition designation""",
    "employment": """工作单位及职务 单位及职务 现工作单位及职务 工作单位职务 单位职务名称 单位和职务 工作单位和职务 工作单位与职务 单位与职务 现工作单位职务
        工作单位及职位 单位及职位 现单位及职务 工作情况 工作单位及职称 工作单位及职务职称 单位职位 现单位职务 就业单位及职务 单位及职称 现任单位及职务
        任职单位及职务 工作单位及岗位 供职单位及职务 现工作单位与职务 companyandposition companyposition employerandposition employment""",
    "industry": "行业 所属行业 从事行业 所在行业 工作行业 行业类别 单位行业 行业类型 行业领域 industry sector",
    "mobiles": """手机 手机号 手机号码 移动电话 移动电话号码 联系手机 本人手机 手机电话 电话手机 常用手机 手机联系方式 移动号码 手提电话 行动电话
        手提 手机联系电话 大哥大 联系电话手机 本人手机号 手机联系号码
        mobile mobilephone cell cellphone mobileno mobilenumber cellular handphone mobiletel cellno cellnumber mob mobilephoneno""",
    "phones": """电话 联系电话 电话号码 联系号码 家庭电话 住宅电话 宅电 办公电话 单位电话 固定电话 固话 座机 办公室电话 联络电话 家电 电话座机
        办电 常用电话 公司电话 座机号码 联系电话号码 家里电话 电话办公 电话住宅 电话宅 电话办 号码 电话家庭 本人联系电话 本人电话 现联系电话 通讯电话
        phone telephone tel phoneno phonenumber telephonenumber telno telephoneno contactnumber contactno homephone officephone
        workphone hometel officetel landline contactphone businessphone""",
    "contact": """联系方式 联系 联络 联系资料 联络方式 通讯方式 联系办法 通联方式 联系信息 电话邮箱 手机邮箱 电话及邮箱 手机及邮箱 个人联系方式 本人联系方式 联系方法 现联系方式
        通讯联系方式 contact contacts contactinformation contactinfo contactdetails""",
    "emails": """邮箱 电子邮箱 电子邮件 邮箱地址 电子信箱 信箱 e-mail邮箱 常用邮箱 电邮 邮件地址 伊妹儿 电子邮件地址 email邮箱 邮件 联系邮箱 email地址
        电子邮箱地址 个人邮箱 工作邮箱 电子信箱地址 e-mail地址 网络邮箱
        email emailaddress mail mailbox emails emailid personalemail workemail""",
    "wechat": "微信 微信号 微信账号 微信id 微信帐号 微信号码 微信联系方式 wechat wechatid weixin 微信名",
    "qq": "qq qq号 qq号码 qq/邮箱 腾讯qq qqno qqnumber qq账号 oicq 联系qq qq帐号",
    "address": """地址 通讯地址 通信地址 联系地址 家庭住址 家庭地址 住址 现住址 邮寄地址 详细地址 居住地址 通讯处 联系住址 住宅地址 现居住地址 邮政地址 单位地址
        工作单位地址 收件地址 寄送地址 通信处 现地址 寄件地址 工作地址 家庭通讯地址 现通讯地址 常住地址 办公地址 通联地址 现家庭住址 通讯住址
        address postaladdress mailingaddress homeaddress residence currentaddress""",
    "postcode": "邮编 邮政编码 邮码 邮政编号 编码 通讯邮编 邮递区号 单位邮编 家庭邮编 postcode zip zipcode postalcode zippostalcode 邮编号码",
    "address_and_postcode": "通讯地址及邮编 地址及邮编 通信地址及邮编 地址邮编 联系地址及邮编 家庭住址及邮编 通讯地址和邮编 邮编地址 邮编及地址 邮编及通讯地址",
    "country": "国家 国别 所在国家 国家地区 所在国 居住国 居住国家 国家和地区 现居国家 国家及地区 所在国家地区 现居国 country nation countryregion countryofresidence nationality国家",
    "province": "省 省份 所在省份 所在省 省市区 省自治区直辖市 所在省市自治区 工作省份 现居省份 省直辖市 province state stateprovince",
    "city": "城市 市 所在城市 所在市 现居城市 工作城市 居住城市 所在地市 地市 现所在城市 常住城市 工作所在城市 目前所在城市 city town cityofresidence currentcity",
    "place": """所在地 现居地 居住地 现所在地 工作地 工作地点 所在地区 地区 现居住地 常住地 工作所在地 省市 所在省市 区域 目前所在地 就业地区 单位所在地
        工作地区 国家城市 国家及城市 现居住地区 现在所在地 省市地区 所在区域 省份城市 就业地 目前居住地 现住地 现居 所在省市区 地域
        location region place currentlocation area citycountry cityandcountry""",
    "native_place": "籍贯 生源地 家乡 出生地 祖籍 生源所在地 原籍 生源省份 来源地 生源 户籍所在地 户口所在地 户籍地 生源省市 birthplace hometown nativeplace placeofbirth placeoforigin",
    "ethnicity": "民族 族别 ethnicity ethnicgroup",
    "political_status": "政治面貌 党派 政治身份 党团 政治面目 politicalstatus 是否党员",
    "supervisor": "导师 指导教师 导师姓名 研究生导师 指导老师 论文导师 硕士导师 博士导师 supervisor advisor adviser mentor tutor",
    "counsellor": "辅导员 班主任 辅导员姓名 辅导老师 班主任姓名 原班主任 原辅导员 counsellor counselor classteacher 班主任辅导员 辅导员班主任",
    "study_length": "学制 修业年限 学制年 学习年限 studylength duration lengthofstudy",
    "honours": "荣誉 获奖情况 主要荣誉 获奖 主要成就 荣誉称号 主要业绩 荣誉奖励 honours honors awards achievements 社会兼职 主要荣誉及成就",
    "interests": "爱好 兴趣 特长 兴趣爱好 特长爱好 爱好特长 interests hobbies",
    "note": "备注 说明 备考 附注 其他 其它 注 备注说明 其他说明 其他信息 note notes remark remarks comment comments 补充说明 补充信息 description",
    IGNORE: """序号 编号 行号 序 号 no num number index id sn serial serialno 序列 排序 流水号 记录号 身份证 身份证号 身份证号码 证件号码 证件号 居民身份证
        公民身份号码 idcard idnumber idno 证件类型 照片 相片 签名 签字 是否联系 联系情况 更新时间 填表人 填表时间 填表日期 提交时间 录入人 录入时间
        提交者 答题时间 来源 ip 时间戳 timestamp photo 密码 password 婚姻状况 婚否 年龄 age 序号no 紧急联系人 紧急联系电话 紧急联系人电话 联系人 联系人电话
        父亲姓名 母亲姓名 家长姓名 家长电话 家长联系方式 父亲电话 母亲电话 配偶 配偶姓名 推荐人 介绍人 银行卡号 血型 身高 毕业证号 毕业证书号 毕业证编号
        学位证号 学位证书号 毕业证书编号 学位证书编号 证书编号 学籍状态 宿舍 宿舍号 寝室 考生号 准考证号 家庭成员 传真 传真号码 fax 网址 网站 website url 主页 个人主页""",
}

PATTERNS = [  # for titles in no list, first match wins
    (
        IGNORE,
        r"身份证|证件号|家长|父亲|母亲|配偶|爱人|紧急|推荐人|介绍人|联系人|秘书.*(?:电话|手机)|校友会(?:职务|任职)|填表|录入|提交|证书号|证书编号|银行|照片|签名|密码|^是否|传真|网址|idcard|passportno|护照号",
    ),
    ("employment", r"(单位|公司).*(职务|职位|岗位|职称)|company.*(position|title)"),
    ("college", r"(学院|院系|系别?|院).{0,2}专业"),
    ("former_name", r"曾用名|former.*name|maiden"),
    ("english_name", r"英文.*名|拼音|english.*name|name.*english|pinyin"),
    ("supervisor", r"导师|指导教师|supervisor|advisor"),
    ("counsellor", r"辅导员|班主任"),
    ("native_place", r"籍贯|生源|户籍|户口|birthplace"),
    ("wechat", r"微信|wechat|weixin"),
    ("emails", r"邮箱|电子邮|e-?mail|电邮|信箱"),
    ("qq", r"^qq|qq号|qq$"),
    ("address_and_postcode", r"(地址|住址).*(邮编|邮政编码)|(邮编|邮政编码).*(地址|住址)"),
    ("postcode", r"邮编|邮政编码|邮递区号|postcode|postalcode|^zip"),
    ("contact", r"联系方式|联络方式|通讯方式|contact(info|detail)"),
    ("mobiles", r"手机|移动电话|手提电话|mobile|cellphone|^cell"),
    ("phones", r"电话|座机|固话|telephone|phone|^tel"),
    ("address", r"地址|住址|通讯处|address"),
    ("student_no", r"学号|学籍号|学生证|student(no|id|number)|matric"),
    ("gender", r"性别|gender|^sex"),
    ("birth", r"出生|生日|birth|^dob"),
    ("study_period", r"起止|入学.*毕业"),
    ("enrolment_year", r"入学|入校|进校|enrol|admission|年级$"),
    ("graduation_year", r"毕业.*(时间|年|届|日期)|离校|届别|graduat|classof"),
    ("level", r"学历|学位|层次|degree|qualification"),
    ("class_name", r"班级"),
    ("major", r"专业|major|fieldofstudy"),
    ("college", r"学院|院系|系别|college|faculty|department"),
    ("school", r"毕业(学校|院校)|母校|university"),
    ("employer", r"工作单位|就业单位|公司|单位名称|单位$|employer|company|organi[sz]ation"),
    ("job_title", r"职务|职称|职位|岗位|jobtitle|position"),
    ("industry", r"行业|industry"),
    ("country", r"国家|国别|country"),
    ("province", r"所在省|居省"),
    ("city", r"城市|所在市|居市|^city"),
    ("place", r"所在地|居住地|现居|地区|location"),
    ("ethnicity", r"民族"),
    ("political_status", r"政治面貌"),
    ("name", r"姓名|^(full)?name$"),
    ("note", r"备注|说明|remark|^note"),
]

AMBIGUOUS = {
    "号码",
    "号",
    "no",
    "number",
    "编号",
    "id",
    "其他",
    "其它",
    "year",
    "title",
    "course",
    "grade",
    "contact",
    "单位",
    "级别",
    "班",
    "编码",
}
FIELDS = sorted(SYNONYMS.keys() - {IGNORE})

EXACT: dict[str, str] = {}
BRACKETS = re.compile(r"[(\[{<【〔《「『](.*?)[)\]}>】〕》」』]")
NOISE = re.compile(r"[\s\W_]+")
COUNTING = re.compile(r"(?<=[^\d])(?:[1-9一二三]|号码[1-9])$")
FILLERS = re.compile(r"^(您的|你的|请填写|请输入|本人|校友|目前|现在|当前|毕业生|学生|个人|your|current|please enter)")
INSTRUCTION = re.compile(
    r"必填|选填|可选|如|例|格式|请|required|optional|多个|没有|可不填|务必|yyyy|说明|不填|准确|真实|示例|注"
)


@lru_cache(maxsize=4096)
def fold(title):
    text = simplify(unicodedata.normalize("NFKC", title)).lower()
    return NOISE.sub("", text)


for _field, _words in SYNONYMS.items():
    for _word in _words.split():
        EXACT.setdefault(fold(_word), _field)


def variants(title):
    """The title without its bracket, with it, and the bracket alone; each folded."""
    text = unicodedata.normalize("NFKC", title).strip()
    inside = " ".join(BRACKETS.findall(text))
    outside = BRACKETS.sub("", text)
    found = [fold(outside)]
    if inside and not INSTRUCTION.search(inside):
        found = [fold(outside + inside), fold(inside + outside), *found, fold(inside)]
    for mark in ("/", "、", ":", "：", "，", ",", "\n", "|", "("):
        if mark in outside:
            found.append(fold(outside.split(mark)[0]))
            found.append(fold(outside.split(mark)[-1]))
    for text in list(found):
        shorter = FILLERS.sub("", COUNTING.sub("", text))
        if shorter and shorter != text:
            found.append(shorter)
    return [text for text in found if text]


@lru_cache(maxsize=4096)
def field_of(title):
    """(field, confidence) for a title; (None, 0) when no list or pattern knows it."""
    if not title.strip() or len(title) > 60:
        return None, 0.0
    found = variants(title)
    for text in found:
        if text in EXACT:
            return EXACT[text], 0.9 if text in AMBIGUOUS else 1.0
    if len(found) and len(found[0]) <= 20:
        for field, pattern in PATTERNS:
            if re.search(pattern, found[0]):
                return field, 0.7
    return None, 0.0
