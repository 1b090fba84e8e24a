"""What the bank of the demonstration says, and who announced a gift. All of it is made up."""

ACCOUNT = {"label": "捐赠专户（演示）", "bank": "演示银行泉城支行", "number": "0000 0000 0000 0001"}
OTHER = {"label": "海外捐赠户（演示）", "bank": "演示银行历下支行", "number": "0000 0000 0000 0002"}
TITLES = ["交易日期", "交易流水号", "对方户名", "对方账号", "贷方发生额", "借方发生额", "附言"]
# (days ago, payer, amount, purpose of payment): nobody and nothing on record fits.
UNKNOWN = [
    (9, "刘先生", "300.00", "给母校"),
    (9, "济南某某商贸行", "1,888.00", "捐助贫困生"),
    (8, "", "66.00", "手机银行转账"),
    (8, "演示银行泉城支行", "12.37", "结息"),
]
# The titles of this bank are its own: a person says what they mean.
ODD_TITLES = ["日子", "编号", "谁", "转进来", "说明"]
ODD = [(3, "孙女士", "500.00", "图书馆夜灯"), (2, "周先生", "1,000.00", "体育馆座椅"), (2, "吴女士", "88.00", "奖学金")]
# (name, amount, way, state, days ago)
ANNOUNCED = [
    ("郑女士", "200.00", "transfer", "open", 6),
    ("冯先生", "1000.00", "transfer", "open", 1),
    ("褚女士", "520.00", "alipay", "closed", 12),
    ("卫先生", "366.00", "alipay", "closed", 5),
]
PAID = ("陈女士", "600.00", 11)  # announced, and paid by the first statement
