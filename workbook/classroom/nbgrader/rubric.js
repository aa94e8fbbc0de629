// In the formgrader: a line for each row of an essay's rubric, whose points are summed into the task's, and the bank's comments.
// The comment's text is the record, as in classroom/essays/marks.py; points and comment are saved by nbgrader's own fields.
(function () {
    "use strict";

    const LINE = /^- \*\*(.+?)\*\*: (\d+) of \d+\.(?: (.*))?$/;
    const SUM = /^Sum of the rows: .* points\.$/;

    function number(value) {
        return value.toFixed(2).replace(/0+$/, "").replace(/\.$/, "");
    }

    function element(name, attributes, text) {
        const made = document.createElement(name);
        Object.assign(made, attributes);
        if (text !== undefined) {
            made.textContent = text;
        }
        return made;
    }

    function option(value, text, title) {
        return element("option", { value: value, title: title || "" }, text);
    }

    class Panel {
        constructor(rubric) {
            this.rubric = rubric;
            this.general = "";
            this.score = document.getElementById(rubric.cell);
            this.comment = document.getElementById(rubric.cell + "-comment");
            this.told = element("p", { className: "workbook-sum" });
            this.told.setAttribute("role", "status");
            const table = element("table", { className: "workbook-rubric" });
            this.lines = rubric.rows.map((row) => this.line(row, table));
            const footer = this.comment.parentElement.parentElement;
            footer.prepend(table, this.told);
            $(this.comment).on("change", () => this.typed());
        }

        line(row, table) {
            const level = element("select", { className: "tabbable", ariaLabel: `${row.title}: points` });
            level.append(option("", "–"));
            row.levels.forEach(([points, words]) => level.append(option(String(points), `${points}: ${words}`)));
            const text = element("input", { className: "tabbable", type: "text", maxLength: 2000, ariaLabel: `${row.title}: comment` });
            const bank = element("select", { ariaLabel: `${row.title}: comments of the bank`, disabled: !row.remarks.length });
            bank.append(option("", row.remarks.length ? "Add a comment…" : "(none in the bank)"));
            row.remarks.forEach((remark, index) => bank.append(option(String(index), remark.name, remark.text)));
            level.addEventListener("change", () => this.save());
            text.addEventListener("change", () => this.save());
            bank.addEventListener("change", () => {
                const remark = row.remarks[Number(bank.value)];
                if (bank.value !== "" && remark) {
                    text.value = `${text.value} ${remark.text}`.trim();
                    if (level.value === "" && remark.points !== null) {
                        level.value = String(remark.points);
                    }
                    bank.value = "";
                    this.save();
                }
            });
            const line = table.insertRow();
            line.append(element("th", { scope: "row" }, row.title));
            [level, text, bank].forEach((field) => line.insertCell().append(field));
            return { row, level, text };
        }

        words(line) {
            const level = line.row.levels.find(([points]) => String(points) === line.level.value);
            return level ? level[1] : "";
        }

        get sum() {
            if (this.lines.some((line) => line.level.value === "")) {
                return null;
            }
            return this.lines.reduce((sum, line) => sum + Number(line.level.value), 0);
        }

        total(sum) {
            const { times, by, half } = this.rubric;
            return half ? Math.floor((4 * sum * times + by) / (2 * by)) / 2 : (sum * times) / by;
        }

        written() {
            const rows = this.lines.filter((line) => line.level.value !== "").map((line) => {
                const words = this.words(line);
                const text = line.text.value.split(/\s+/).join(" ").trim() || (words && `(${words})`);
                return `- **${line.row.title}**: ${line.level.value} of ${line.row.most}. ${text}`.trim();
            });
            const pieces = rows.length ? [rows.join("\n")] : [];
            if (this.sum !== null) {
                pieces.push(this.said());
            }
            return [...pieces, ...(this.general ? [this.general] : [])].join("\n\n");
        }

        said() {
            const { formula, points } = this.rubric;
            const most = this.lines.reduce((sum, line) => sum + line.row.most, 0);
            const counted = formula ? `${formula} = ${number(this.total(this.sum))} of ${number(points)} points` : " points";
            return `Sum of the rows: ${this.sum} of ${most}${counted}.`;
        }

        tell() {
            const left = this.lines.filter((line) => line.level.value === "").length;
            this.told.textContent = left ? `${left} of ${this.lines.length} rows have no points yet.` : this.said();
        }

        put(field, text) {
            if (field.value !== text) {
                field.value = text;
                this.own = true;
                $(field).trigger("change"); // nbgrader's own way of saving
                this.own = false;
            }
        }

        save() {
            this.put(this.comment, this.written());
            if (this.sum !== null) {
                this.put(this.score, String(this.total(this.sum)));
            }
            this.tell();
        }

        typed() {
            if (!this.own) {
                this.read(this.comment.value);
                if (this.sum !== null) {
                    this.put(this.score, String(this.total(this.sum)));
                }
            }
        }

        read(comment) {
            const rest = [];
            const seen = new Set();
            comment.replace(/\r\n/g, "\n").split("\n").forEach((text) => {
                const found = LINE.exec(text.trim());
                const line = found && this.lines.find((one) => one.row.title === found[1]);
                if (line && !seen.has(line) && line.row.levels.some(([points]) => String(points) === found[2])) {
                    seen.add(line);
                    line.level.value = found[2];
                    const said = (found[3] || "").trim();
                    line.text.value = said === `(${this.words(line)})` ? "" : said;
                } else if (!SUM.test(text.trim())) {
                    rest.push(text);
                }
            });
            this.lines.filter((line) => !seen.has(line)).forEach((line) => {
                line.level.value = "";
                line.text.value = "";
            });
            this.general = rest.join("\n").trim();
            this.tell();
        }
    }

    function begin() {
        const data = JSON.parse(document.getElementById("workbook-rubrics").textContent);
        if (data.problem) {
            document.querySelector(".panel-body").prepend(element("p", { className: "text-danger" }, data.problem));
        }
        const panels = (data.rubrics || [])
            .filter((rubric) => document.getElementById(rubric.cell) && document.getElementById(rubric.cell + "-comment"))
            .map((rubric) => new Panel(rubric));
        // What is typed before nbgrader has loaded its grades is saved nowhere, and then overwritten: no typing until then.
        const fields = [...document.querySelectorAll(".score, .extra-credit, .comment, .workbook-rubric select, .workbook-rubric input")]
            .filter((field) => !field.disabled);
        fields.forEach((field) => (field.disabled = true));
        const waiting = setInterval(() => {
            if (window.formgrader && formgrader.comments && formgrader.comments.loaded && formgrader.grades.loaded) {
                clearInterval(waiting);
                fields.forEach((field) => (field.disabled = false));
                panels.forEach((panel) => panel.read(panel.comment.value));
            }
        }, 50);
    }

    document.addEventListener("DOMContentLoaded", begin);
})();
