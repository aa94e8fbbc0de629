"""Judging decisions: each comparison works out what a student's answer is worth on a business, and names what is better.

Any optimum is accepted, ties too; none looks for a word. Along the way of a project: ``problem``, ``evaluation``, ``data``,
``service``, ``plan``, ``proposal``. What can be judged without knowing the answer is judged by the unit's own ``*_forms``, for
visible tests too.
"""

from hidden.comparisons import data, evaluation, plan, problem, proposal, service

__all__ = ["data", "evaluation", "plan", "problem", "proposal", "service"]
