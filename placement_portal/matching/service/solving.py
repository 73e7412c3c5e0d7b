"""Solving the model with HiGHS, which is imported only where a proposal is worked out."""

from collections.abc import Sequence

from placement_portal.matching.rules import Model

WHOLE = 0.5


class Unsolved(RuntimeError):
    """The solver found no best allocation; carries what it said."""


def solve(model: Model) -> list[int]:
    """Return the columns of the best allocation, the same for the same model.

    Students, offers and supervisors nest, so the corners of the relaxed model are whole and simplex ends at one; a
    model whose rows do not nest is solved over whole numbers after that. Raises `Unsolved`.
    """
    if not model.pairs:
        return []
    values = _run(model, whole=False)
    if any(abs(each - round(each)) > 1e-6 for each in values):
        values = _run(model, whole=True)
    return [column for column, value in enumerate(values) if value > WHOLE]


def _run(model: Model, *, whole: bool) -> Sequence[float]:
    import highspy
    import numpy as np

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, "mip_rel_gap": 0.0}.items():
        solver.setOptionValue(name, value)
    columns = np.concatenate([np.array(members, dtype=np.int32) for _, members in model.rows])
    limits = np.array([limit for limit, _ in model.rows], dtype=np.float64)
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = len(model.pairs), len(model.rows)
    problem.sense_ = highspy.ObjSense.kMaximize
    problem.col_cost_ = np.array(model.worth, dtype=np.float64)
    problem.col_lower_, problem.col_upper_ = np.zeros(len(model.pairs)), np.ones(len(model.pairs))
    problem.row_lower_, problem.row_upper_ = np.zeros(len(model.rows)), limits
    problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    problem.a_matrix_.start_ = np.cumsum([0, *(len(members) for _, members in model.rows)], dtype=np.int32)
    problem.a_matrix_.index_, problem.a_matrix_.value_ = columns, np.ones(len(columns))
    if whole:
        problem.integrality_ = [highspy.HighsVarType.kInteger] * len(model.pairs)
    solver.passModel(problem)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise Unsolved(solver.modelStatusToString(solver.getModelStatus()))
    values: Sequence[float] = solver.getSolution().col_value
    return values
