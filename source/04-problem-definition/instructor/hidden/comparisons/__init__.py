"""Judging decisions: each check recomputes what a student's answer is worth on a business, and names what is better.

Any optimum is accepted, ties too; no check looks for a word. Along the way of a project: ``problem``,
``evaluation``, ``data``, ``service``, ``plan``, ``proposal``.
"""

from workbook.check.project import data, evaluation, plan, problem, proposal, service

__all__ = ["data", "evaluation", "plan", "problem", "proposal", "service"]
