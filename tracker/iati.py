"""Our stages of money in the words of the International Aid Transparency Initiative.

Codes of the TransactionType code list of the IATI Standard, version 2.03
(https://iatistandard.org/en/iati-standard/203/codelists/transactiontype/): 2 outgoing commitment,
3 disbursement, 4 expenditure, 12 outgoing pledge. The member is the one who gives: money that comes
in from others has codes of its own there (11, 13), which a line's `source` alone does not decide.
"""

from __future__ import annotations

from tracker.enums import BudgetStage

# An estimate and an appropriation are budgets in IATI (status 1 and 2), and no transactions.
TRANSACTION_TYPES: dict[str, str | None] = {
    BudgetStage.ESTIMATED.value: None,
    BudgetStage.PLEDGED.value: "12",
    BudgetStage.ALLOCATED.value: None,
    BudgetStage.COMMITTED.value: "2",
    BudgetStage.DISBURSED.value: "3",
    BudgetStage.SPENT.value: "4",
}
