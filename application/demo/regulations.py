"""The thirteen regulations that the office's report names, six of them twice."""

ISSUED_IN_THE_YEAR = (
    "人大常委会关于深入开展“一接待两联系”活动实施方案",
    "人大常委会关于进一步加强和改进新时代“人大代表之家”建设的实施意见",
    "“人大代表之家”规范化建设的实施意见",
    "“人大代表之家”建设与管理考核办法",
    "关于调整各乡镇街道代表小组个别代表的通知",
    "人大代表学习培训制度",
    "人大代表视察、调研和执法检查制度",
)
REVISED_IN_THE_YEAR = (
    "人大代表建议意见办理制度",
    "人大代表联系选民、接待选民日制度",
    "人大代表小组活动制度",
    "人大代表向选民述职制度",
    "人大代表接待选民日活动实施办法",
    "人大代表向选民述职活动实施办法",
)
"""Revised twice in the year, so that the list has nineteen mentions of thirteen regulations."""
