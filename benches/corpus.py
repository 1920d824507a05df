"""Plans for benchmarks: the same for every generator, each different from all others, down to its code blocks.

`write(folder, number, form)` writes plan files as one of the generators wants them. A plan has some 9 KB: front matter,
phases with tasks, a gate, a table of severities, a rollback, and twelve code blocks in four languages.
"""

import random
from pathlib import Path

SYSTEMS = "ledger gateway mailer broker cache index archive portal scheduler exporter billing search".split()
VERBS = "Drain Restart Verify Freeze Export Promote Detach Rotate Compare Announce Disable Restore".split()
THINGS = "queue replica certificate snapshot worker tenant report pipeline volume route token listener".split()
ROLES = ["Release manager", "Database lead", "Network lead", "Support desk", "Product owner"]


def shell(dice):
    system, thing = dice.choice(SYSTEMS), dice.choice(THINGS)
    return "sh", "\n".join([
        f"export TARGET={system}-{dice.randrange(10000)}",
        f'for node in $(seq 1 {dice.randrange(3, 9)}); do',
        f'  ssh "$TARGET-$node" "systemctl restart {thing}-{dice.randrange(1000)}.service"',
        f"  curl --fail --silent https://$TARGET-$node.internal/{thing}/health | grep -q '\"ok\"'",
        "done",
    ])


def query(dice):
    system, thing = dice.choice(SYSTEMS), dice.choice(THINGS)
    return "sql", "\n".join([
        f"SELECT count(*) AS left_over, max(changed_at) FROM {system}_{thing}",
        f"WHERE state <> 'done' AND batch = {dice.randrange(100000)}",
        f"  AND changed_at < now() - interval '{dice.randrange(2, 90)} minutes';",
        f"UPDATE {system}_{thing} SET state = 'held', note = 'cutover {dice.randrange(100000)}' WHERE id % {dice.randrange(2, 9)} = 0;",
    ])


def config(dice):
    system = dice.choice(SYSTEMS)
    return "yaml", "\n".join([
        f"service: {system}-{dice.randrange(10000)}",
        f"replicas: {dice.randrange(1, 12)}",
        "limits:",
        f"  memory: {dice.randrange(1, 64)}Gi",
        f'  owner: "{dice.choice(ROLES)}"',
        f"probes: [/health/{dice.randrange(1000)}, /ready]  # before traffic",
    ])


def answer(dice):
    return "json", "\n".join([
        "{",
        f'  "service": "{dice.choice(SYSTEMS)}-{dice.randrange(10000)}",',
        f'  "healthy": true, "lag_seconds": {dice.random():.4f},',
        f'  "nodes": [{", ".join(str(dice.randrange(100)) for _ in range(5))}]',
        "}",
    ])


BLOCKS = [shell, query, config, answer]


def task(dice):
    return f"- [ ] {dice.choice(VERBS)} the {dice.choice(SYSTEMS)} {dice.choice(THINGS)} {dice.randrange(10000)} → no errors in {dice.randrange(2, 60)} minutes"


def body(number):
    dice = random.Random(number)
    system = dice.choice(SYSTEMS)
    out = [f"# Move of the {system} {number}", "", f"The {system} moves to new machines in four phases. Support knows; customers see a short pause.", ""]
    for phase in range(1, 5):
        out += [f"## Phase {phase}: {dice.choice(VERBS)} the {dice.choice(THINGS)} (T{'-' if phase < 3 else '+'}{dice.randrange(1, 20)} h)", ""]
        out += [f"**Owner:** {dice.choice(ROLES)}", ""]
        for step in range(1, 4):
            language, code = BLOCKS[step % 4 if phase % 2 else (step + 1) % 4](dice)
            out += [f"### {phase}.{step} {dice.choice(VERBS)} {dice.choice(THINGS)}s", "", *[task(dice) for _ in range(6)], "", f"```{language}", code, "```", ""]
    out += ["## Go/no-go", "", "Go if:", "", *[task(dice) for _ in range(4)], ""]
    out += ["## Severity levels", "", "| Level | Respond within | Who |", "|---|---|---|"]
    out += [f"| P{level} | {minutes} minutes | {dice.choice(ROLES)} |" for level, minutes in enumerate([5, 15, 60, 240])]
    out += ["", "## Rollback", "", f"1. Stop the {system}.", f"2. Restore snapshot {dice.randrange(100000)}.", "3. Tell support.", ""]
    return "\n".join(out)


def write(folder: Path, number: int, form: str):
    folder.mkdir(parents=True, exist_ok=True)
    titles = []
    for at in range(1, number + 1):
        text = body(at)
        title = text.split("\n", 1)[0][2:]
        titles.append((f"plan-{at}.md", title))
        if form == "tminus":
            text = f"---\nid: plan-{at}\ntitle: {title}\nstatus: draft\n---\n\n{text}"
        elif form == "hugo":
            text = f"---\ntitle: {title}\n---\n\n{text}"
        (folder / f"plan-{at}.md").write_text(text)
    return titles
