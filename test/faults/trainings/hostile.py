"""For each text of a JSON list, a run that says it wherever a training may say something.

Argument: the file of the list.
"""

import json
import sys

import runstone

with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
for text in texts:
    with runstone.init(experiment=text, name=text, params={text: text}, tags={text: text}, notes=text, group=text) as run:
        run.log({text: 1.5, "loss": 0.5})
        run.summary["said"] = text
        run.alert(text, text)
        run.log_artifact(b"bytes", name=text)
        run.log_table([text], [[text]], name=text)
        print(text)
