"""What the desk's codes are called, and what is wrong with the lines of a ledger."""

from interfaces.web.languages import N_

CHANNELS = ("station", "reception_day", "visit", "call", "letter", "message", "scan", "deputy")
"""How a suggestion came to the desk."""
METHODS = ("in_person", "call", "message", "letter")
"""How an answer is handed over."""

UNREADABLE: dict[str, str] = {
    "column-missing": N_("缺少必需的列：内容、登记日期。"),
    "no-header-found": N_("没有找到表头。表头须在前十行，至少有“内容”和“登记日期”两列。"),
    "not-a-spreadsheet": N_("文件打不开，请另存为 .xlsx 或 .csv 再上传。"),
    "old-excel-format": N_("这是旧的 .xls 格式，请另存为 .xlsx 再上传。"),
    "encoding-unknown": N_("文字编码无法识别，请另存为 UTF-8 或 GB18030 的 CSV。"),
    "file-too-large": N_("文件过大，请分成几个上传。"),
    "too-many-rows": N_("行数过多，请分成几个文件上传。"),
    "too-many-columns": N_("列数过多，请对照模板删去多余的列。"),
}
FAULTY: dict[str, str] = {
    "date-unreadable": N_("日期无法识别"),
    "text-missing": N_("内容为空"),
    "text-too-long": N_("文字过长"),
    "answer-date-missing": N_("有答复而没有答复日期"),
    "answer-before-receipt": N_("答复早于登记"),
    "answered-before-received": N_("答复早于登记"),
    "ledger-number-taken": N_("编号已登记，且内容不同"),
    "words-unusable": N_("含有无法保存的字符"),
    "occurred-in-future": N_("日期在今天之后"),
}
NOT_READ = N_("文件无法读取，请对照模板检查列名和格式。")
NO_FILE = N_("请选择文件。")
STATES: dict[str, str] = {
    "waiting": N_("排队中"),
    "running": N_("正在导入"),
    "finished": N_("导入完成"),
    "failed": N_("导入中断，请重新上传；已导入的不会重复。"),
}
