"""Answers that do no work: the key's functions, each of which returns nothing or what it was given, without the key's data.

Parts that look at *how* an answer works, or at what must not happen, pass where nothing happens at all. What they give must stay a
small share: a part about the way belongs behind a comparison of values, in the same block.
"""

from __future__ import annotations

import ast

MOST = 0.25
"""The largest share of a tests cell's points: there are kinds of input for which nothing is the right answer."""
FORMS = ("gives nothing", "gives its input back")


def idle(source: str, form: str) -> str:
    """The answer cell *source* with functions that do no work, and no data; empty if it has no function, or isn't Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    kept = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    tree.body = [top for top in tree.body if isinstance(top, kept)]
    found = False
    for top in tree.body:
        for node in ast.walk(top) if isinstance(top, ast.ClassDef) else [top]:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                node.body = [_body(node, form)]
                found = True
    return ast.unparse(tree) if found else ""


def _body(function: ast.FunctionDef | ast.AsyncFunctionDef, form: str) -> ast.stmt:
    given = [*function.args.posonlyargs, *function.args.args]
    own = [argument.arg for argument in given if argument.arg != "self"]
    if form == "gives nothing" or not own or function.name == "__init__":
        return ast.Pass()
    return ast.Return(ast.Name(own[0], ast.Load()))
