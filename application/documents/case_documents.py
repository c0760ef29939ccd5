"""Papers of a case for whoever sees it; reading it for print is written down like any other reading."""

from dataclasses import dataclass

from application.casefile import Casefile
from application.documents.case_papers import paper
from application.documents.layout import Typesetter
from application.documents.office import Office
from application.documents.papers import PaperKind, Papers
from application.ports import Keeper
from domain.shared.identity import SuggestionId
from domain.shared.people import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocuments:
    """Draws and sets papers. What the asker may not read is not on them."""

    casefile: Casefile
    keeper: Keeper
    typesetter: Typesetter
    office: Office

    def print(
        self, case: SuggestionId, actor: Actor, kind: PaperKind, *, unit: str | None = None, notice: int | None = None
    ) -> bytes:
        """The paper as .docx: the latest of its kind, or that of a unit or a notice.

        Raises `NotFound`, `NothingToPrint`.
        """
        facts = self.casefile.read(case, actor).facts
        registrar = (facts["registered_by"] or {}).get("id")
        shown = kind is PaperKind.RECEIPT and registrar == actor.id
        papers = Papers(
            facts=facts,
            history=self.casefile.history(case, actor),
            office=self.office,
            unit=unit,
            notice=notice,
            # Whoever holds the code speaks for the voter: only the registrar, who handed it over, sees it again.
            code=self.keeper.receipt_code(case) if shown else None,
        )
        return self.typesetter.typeset(paper(kind, papers))
