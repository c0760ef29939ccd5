"""Who may not, whatever the case."""

from domain.shared.refusal import NotAllowed


class NotYourAssignment(NotAllowed):
    """Only a unit that has the assignment may act on it."""

    slug = "not-your-assignment"
    zh = "本单位未承办该件。"


class StationNotOwn(NotAllowed):
    """A station registers only what was brought to it."""

    slug = "station-not-own"
    zh = "只能登记本站的意见建议。"


class CorrectionNeedsSupervisor(NotAllowed):
    """After the transfer only the supervisor may correct details."""

    slug = "correction-needs-supervisor"
    zh = "交办之后，只有代表工作委员会可以更正。"


class TriageNeedsSupervisor(NotAllowed):
    """After the transfer only the supervisor may triage anew."""

    slug = "triage-needs-supervisor"
    zh = "交办之后，只有代表工作委员会可以调整分类。"


class RedirectNeedsSupervisor(NotAllowed):
    """After the transfer only the supervisor may redirect."""

    slug = "redirect-needs-supervisor"
    zh = "交办之后，只有代表工作委员会可以分流。"


class TransferNeedsSupervisor(NotAllowed):
    """Only the supervisor transfers to departments."""

    slug = "transfer-needs-supervisor"
    zh = "部门交办件和代表建议由代表工作委员会交办。"


class RulerIsRequester(NotAllowed):
    """Whoever asked for the return may not rule on it."""

    slug = "ruler-is-requester"
    zh = "申请退回的单位不得自行裁定。"


class GranterIsRequester(NotAllowed):
    """Whoever asked for time may not grant it."""

    slug = "granter-is-requester"
    zh = "申请延期的单位不得自行批准。"


class RejectionFromLead(NotAllowed):
    """Only the lead may send an opinion back."""

    slug = "rejection-from-lead"
    zh = "只有主办单位可以退回协办意见。"
    source = "重庆市代表建议工作条例 20"


class OpinionFromCoHandler(NotAllowed):
    """Only a co-handler gives an opinion."""

    slug = "opinion-from-co-handler"
    zh = "只有协办单位提交协办意见。"


class CoHandlerDoesNotAnswer(NotAllowed):
    """In joint handling the lead answers, not the co-handler."""

    slug = "co-handler-does-not-answer"
    zh = "协办单位不直接答复，由主办单位答复。"
    source = "福建省代表建议办理规定 20"


class AnswerFromHandlerOnly(NotAllowed):
    """Only a case on the on-the-spot track is answered at the table."""

    slug = "answer-from-handler-only"
    zh = "只有当场答复件可由接待人员直接答复。"
    source = "代表法 31"


class ExtensionForAnswererOnly(NotAllowed):
    """Only a unit that answers may ask for time."""

    slug = "extension-for-answerer-only"
    zh = "只有负责答复的单位可以申请延期。"


class EvaluatorIsHandler(NotAllowed):
    """Whoever handled a case may not evaluate it."""

    slug = "evaluator-is-handler"
    zh = "承办单位和答复人不得评价本件。"
    source = "重庆市代表建议工作条例 38"


class EvaluatorIsRegistrar(NotAllowed):
    """Whoever registered a case may not record its evaluation."""

    slug = "evaluator-is-registrar"
    zh = "登记人不得代为评价。"


class CloserIsHandler(NotAllowed):
    """Whoever handled a case may not close it."""

    slug = "closer-is-handler"
    zh = "承办单位和答复人不得办结本件。"


class CloseNeedsSupervisor(NotAllowed):
    """Only the supervisor closes what departments handled."""

    slug = "close-needs-supervisor"
    zh = "部门交办件和代表建议由代表工作委员会办结。"


class NotYourCommitment(NotAllowed):
    """Only the unit that made a commitment may report on it."""

    slug = "not-your-commitment"
    zh = "该承诺不是本单位作出的。"


class NoticeNotYours(NotAllowed):
    """Only a unit the notice is addressed to may account for it."""

    slug = "notice-not-yours"
    zh = "该督办单不是发给本单位的。"


class AdoptsForOther(NotAllowed):
    """A deputy adopts a suggestion only in their own name."""

    slug = "adopts-for-other"
    zh = "代表只能以本人名义提出代表建议。"
    source = "代表法 51"
