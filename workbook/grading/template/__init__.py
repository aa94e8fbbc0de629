"""The warm process that everything is forked from: ``handle`` and ``branches`` run in the engine, the rest in the template."""
