"""An outside judge of exports: pm4py, run by an interpreter of its own. Prints what it read as JSON."""

import json
import sys

import pm4py

ocel = pm4py.read_ocel2_json(sys.argv[1])
sqlite = pm4py.read_ocel2_sqlite(sys.argv[2])
xes = pm4py.read_xes(sys.argv[3])
print(
    json.dumps(
        {
            "json": [len(ocel.events), len(ocel.objects), len(ocel.relations)],
            "sqlite": [len(sqlite.events), len(sqlite.objects), len(sqlite.relations)],
            "xes": [len(xes), xes["case:concept:name"].nunique()],
        }
    )
)
