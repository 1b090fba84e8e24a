"""The receipt as PDF: drawn anew from what it says, so that it is always the same."""

from alumni_office.documents.receipts import Row, Sheet, receipt_pdf
from alumni_office.money.amounts import said
from donations.models import NumberRange, Receipt


def paper(*, receipt: Receipt) -> bytes:
    return receipt_pdf(sheet_of(receipt))


def sheet_of(receipt: Receipt) -> Sheet:
    """In Chinese, as the law's form is, whoever asks."""
    is_paper = receipt.range.medium == NumberRange.Medium.PAPER
    marks = []
    if receipt.kind == Receipt.Kind.RED:
        marks.append(f"红字冲销：{receipt.reverses}，{receipt.reason}")
    if receipt.voided_at:
        marks.append(f"作废：{receipt.void_reason}")
    elif reversal := Receipt.objects.select_related("range").filter(reverses=receipt).first():
        marks.append(f"已由红字票据冲销：{reversal}")
    return Sheet(
        title="公益事业捐赠票据" if is_paper else "公益事业捐赠票据（电子）",
        facts=(
            ("票据代码", receipt.range.code), ("票据号码", receipt.shown_number),
            ("交款人", receipt.payer), ("交款人统一社会信用代码", receipt.payer_code or "—"),
            ("项目编码", receipt.project_code), ("开票日期", f"{receipt.issued_on:%Y年%m月%d日}"),
        ),
        rows=tuple(
            Row(row.project_code, row.project, row.what, said(row.amount).replace("¥", ""))
            for row in receipt.lines.all()
        ),
        figures=said(receipt.amount), capitals=receipt.capitals, issuer=receipt.issuer_name,
        issuer_code=receipt.issuer_code, seal=receipt.seal_text, handler=receipt.handler, marks=tuple(marks),
        copies=("存根联", "收据联") if is_paper else ("",), is_red=receipt.kind == Receipt.Kind.RED,
        has_seal=not is_paper,
    )  # fmt: skip
