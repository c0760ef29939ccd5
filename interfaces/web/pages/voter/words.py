"""What a voter is told, in their own words: no codes, no names of officials."""

from interfaces.web.languages import N_

STEPS: dict[str, str] = {
    "received": N_("登记"),
    "transferred": N_("交办"),
    "handling": N_("办理"),
    "answered": N_("答复"),
    "closed": N_("办结"),
}

TURNS: dict[str, str] = {
    "triage": N_("等待联络站或代工委分类。"),
    "transfer": N_("等待代工委交办给负责的单位。"),
    "sign": N_("等待承办单位签收。"),
    "answer": N_("等待承办单位答复。"),
    "deliver": N_("承办单位已经答复，等待联络站送到您手上。您也可以在下面先看。"),
    "evaluate": N_("请您评价：办得怎样，由您说了算。"),
    "lapsed": N_("评价期已过，等待办结。您现在评价仍然有效。"),
    "rework": N_("您表示不满意，等待代工委决定再次办理。"),
    "close": N_("您已评价，等待办结。"),
    "keep": N_("承办单位作了承诺，等待兑现。"),
    "closed": N_("已办结。如果问题又出现，可以申请重开。"),
    "archived": N_("已办结并归档。"),
    "redirected": N_("这件事不由本系统办理，联络站已告知您去处。"),
    "withdrawn": N_("您已撤回。"),
    "merged": N_("与另一件相同的意见一并办理，仍会单独答复您。"),
}

HAPPENED: dict[str, str] = {
    "received": N_("登记了您的意见"),
    "triaged": N_("分类，确定办理方式"),
    "redirected": N_("告知您办理的去处"),
    "transferred": N_("交办给承办单位"),
    "signed_for": N_("签收"),
    "proposer_contacted": N_("与您联系"),
    "extension_granted": N_("同意延长期限"),
    "supervised": N_("督办"),
    "answered": N_("作出答复"),
    "answer_delivered": N_("送达答复"),
    "evaluated": N_("收到评价"),
    "rework_ordered": N_("要求再次办理"),
    "joint_review_held": N_("会商"),
    "commitment_kept": N_("兑现承诺"),
    "commitment_rescheduled": N_("承诺改期"),
    "merged": N_("与相同的意见并案办理"),
    "converted": N_("转为代表建议"),
    "withdrawn": N_("按您的要求撤回"),
    "closed": N_("办结"),
    "reopened": N_("重新办理"),
}

ORGANS: dict[str, str] = {
    "office": N_("代表工作委员会"),
    "voter": N_("您本人"),
}

PROVEN = ("received", "transferred", "answered", "closed")
"""Steps with a receipt file of their own."""

ACTS: dict[str, str] = {
    "evaluate": N_("评价"),
    "reopen": N_("申请重开"),
    "protect-identity": N_("要求为我保密"),
    "withdraw": N_("撤回意见"),
}

ASKED: dict[str, str] = {
    "reopen": N_("请说说现在的情况：问题又出现了，还是当时没有解决？"),
    "protect-identity": N_("保密后，承办单位看不到您的姓名、电话和住址，由联络站转达。"),
    "withdraw": N_("请写明撤回的原因。撤回后本件结束，不再办理。"),
}

DONE: dict[str, str] = {
    "evaluate": N_("收到您的评价，谢谢。"),
    "reopen": N_("已重新办理。"),
    "protect-identity": N_("已为您保密。"),
    "withdraw": N_("已撤回。"),
}

WITHDRAWAL_ENDS = N_("撤回后本件结束。确定要撤回吗？")
