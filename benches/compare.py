#!/usr/bin/env python3
"""Builds the same plans with tminus and its peers, and prints wall, processor time, peak memory and output of each.

    benches/compare.py [--plans 100,1000,10000] [--runs 3] [--only hugo,mdbook,…] [--json FILE]

Peers are installed where they are missing: Hugo from Debian, mdBook with cargo, MkDocs Material and Zensical with pip, all
below target/peers. Every generator gets the same text, with one page a plan; `tminus` makes its whole site besides, and
`copy` copies what `tminus --plain` wrote: nothing that writes can be faster.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "target" / "peers"


def sh(*command, **more):
    subprocess.run([str(part) for part in command], check=True, **more)


def timed(command, folder):
    """Wall and processor seconds, and peak memory in MiB, of one run; None where it fails."""
    begun = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        print(f"  failed ({child.returncode}): {said.decode(errors='replace')[-300:]}", file=sys.stderr)
        return None
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}


def output(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"files": len(files), "pages": sum(path.suffix == ".html" for path in files), "bytes": sum(path.stat().st_size for path in files)}


class Peer:
    form = "plain"
    # Whether code is coloured: those that colour are held against those that do.
    coloured = True
    # Takes so long that it is built once.
    slow = False

    def install(self):
        """The program, installed where it is missing."""

    def prepare(self, folder, plans):
        raise NotImplementedError

    def command(self, folder):
        raise NotImplementedError

    def out(self, folder):
        return folder / "out"


class Tminus(Peer):
    form = "tminus"
    flags = ()

    def install(self):
        sh("cargo", "build", "--release", "--locked", "--quiet", cwd=ROOT)
        return ROOT / "target/release/tminus"

    def prepare(self, folder, plans):
        corpus.write(folder / "content", plans, self.form)
        (folder / "book.toml").write_text('[book]\ntitle = "Benchmark"\n')

    def command(self, folder):
        return [self.program, "build", folder, "-d", self.out(folder), *self.flags]


class Whole(Tminus):
    slow = True


class Plain(Tminus):
    flags = ("--plain",)


class Bare(Tminus):
    flags = ("--plain", "--no-highlight")
    coloured = False


class Copy(Plain):
    """What `tminus --plain` wrote, copied."""

    def prepare(self, folder, plans):
        super().prepare(folder, plans)
        sh(self.program, "build", folder, "-d", folder / "site", *self.flags, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def command(self, folder):
        return ["cp", "-r", folder / "site", self.out(folder)]


class Hugo(Peer):
    form = "hugo"
    highlight = "true"

    def install(self):
        if not shutil.which("hugo"):
            sh("apt-get", "install", "-y", "-qq", "--no-install-recommends", "hugo")
        return "hugo"

    def prepare(self, folder, plans):
        corpus.write(folder / "content" / "plans", plans, self.form)
        (folder / "config.toml").write_text(
            'baseURL = "https://plans.example/"\ntitle = "Benchmark"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
            f"[markup.highlight]\nnoClasses = false\ncodeFences = {self.highlight}\n"
        )
        layouts = folder / "layouts" / "_default"
        layouts.mkdir(parents=True)
        (layouts / "single.html").write_text("<!doctype html><html><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>\n")
        (layouts / "list.html").write_text('<!doctype html><html><head><title>{{ .Title }}</title></head><body><ul>{{ range .RegularPagesRecursive }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>\n')

    def command(self, folder):
        return [self.program, "--source", folder, "--destination", self.out(folder), "--quiet"]


class HugoBare(Hugo):
    highlight = "false"
    coloured = False


class MdBook(Peer):
    def install(self):
        program = PEERS / "bin" / "mdbook"
        if not program.exists():
            sh("cargo", "install", "--quiet", "--root", PEERS, "mdbook")
        return program

    def prepare(self, folder, plans):
        titles = corpus.write(folder / "src", plans, self.form)
        (folder / "src" / "SUMMARY.md").write_text("# Summary\n\n" + "".join(f"- [{title}]({name})\n" for name, title in titles))
        (folder / "book.toml").write_text('[book]\ntitle = "Benchmark"\n[build]\nbuild-dir = "out"\n')

    def command(self, folder):
        return [self.program, "build", folder]


class MkDocs(Peer):
    slow = True
    program_name = "mkdocs"
    packages = ("mkdocs-material",)

    def install(self):
        program = PEERS / self.program_name / "bin" / self.program_name
        if not program.exists():
            sh(sys.executable, "-m", "venv", PEERS / self.program_name)
            sh(PEERS / self.program_name / "bin" / "pip", "install", "--quiet", *self.packages)
        return program

    def prepare(self, folder, plans):
        titles = corpus.write(folder / "docs", plans, self.form)
        (folder / "docs" / "index.md").write_text("# Plans\n\n" + "".join(f"- [{title}]({name})\n" for name, title in titles))
        (folder / "mkdocs.yml").write_text(
            "site_name: Benchmark\nsite_dir: out\ntheme:\n  name: material\n"
            "markdown_extensions:\n  - pymdownx.highlight\n  - pymdownx.superfences\n  - pymdownx.tasklist\n  - tables\n"
        )

    def command(self, folder):
        return [self.program, "build", "--quiet", "-f", folder / "mkdocs.yml"]


class Zensical(MkDocs):
    program_name = "zensical"
    packages = ("zensical",)

    def command(self, folder):
        return [self.program, "build", "-f", folder / "mkdocs.yml"]


ALL = {
    "copy": Copy(),
    "tminus --plain": Plain(),
    "tminus --plain --no-highlight": Bare(),
    "tminus": Whole(),
    "hugo": Hugo(),
    "hugo (no highlighting)": HugoBare(),
    "mdbook": MdBook(),
    "mkdocs-material": MkDocs(),
    "zensical": Zensical(),
}


def measure(name, peer, plans, runs, folder):
    """The medians of `runs` builds, each from nothing; of builds after them with nothing changed and with one plan edited."""
    runs = 1 if peer.slow else runs
    peer.prepare(folder, plans)
    first = []
    for run in range(runs):
        # Moved, not deleted: for seconds after a large tree was deleted, ext4 writes many times slower.
        for old in (peer.out(folder), folder / f".{peer.out(folder).name}.tminus"):
            if old.exists():
                old.rename(folder / f"before-{run}-{old.name}")
        taken = timed(peer.command(folder), folder)
        if taken is None:
            return None
        first.append(taken)
    later = {}
    if name != "copy":
        later["again"] = [timed(peer.command(folder), folder) for _ in range(runs)]
        later["edited"] = []
        for _ in range(runs):
            with a_plan(folder).open("a") as plan:
                plan.write("\nOne line more.\n")
            later["edited"].append(timed(peer.command(folder), folder))
    row = {key: statistics.median(run[key] for run in first) for key in first[0]}
    for what in ("again", "edited"):
        row[what] = statistics.median(run["wall"] for run in later[what]) if all(later.get(what, [None])) else None
    return {"name": name, "plans": plans, "coloured": peer.coloured, **row, **output(peer.out(folder))}


def a_plan(folder):
    """One of the plans, as the generator has them."""
    sources = [path for path in folder.rglob("plan-*.md") if "before-" not in str(path) and "out" not in path.relative_to(folder).parts]
    return min(sources)


def table(rows):
    print("| generator | wall s | of the fastest peer | processor s | again s | one edited s | memory MiB | pages | KB a plan | ms a page |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        alike = [peer["wall"] for peer in rows if not peer["name"].startswith(("tminus", "copy")) and peer["coloured"] == row["coloured"]]
        ratio = f"{row['wall'] / min(alike):.2f}" if alike else ""
        again, edited = (f"{row[what]:.2f}" if row[what] else "" for what in ("again", "edited"))
        print(
            f"| {row['name']} | {row['wall']:.2f} | {ratio} | {row['cpu']:.2f} | {again} | {edited} | {row['memory']:.0f} | {row['pages']} "
            f"| {row['bytes'] / row['plans'] / 1000:.1f} | {1000 * row['wall'] / max(row['pages'], 1):.2f} |"
        )


def all_of(chosen, asked, temp):
    """Rows of all generators over all numbers of plans. Nothing is deleted meanwhile, for the next one would pay for it."""
    everything = []
    for plans in map(int, asked.plans.split(",")):
        rows = []
        for at, (name, peer) in enumerate(chosen.items()):
            print(f"{plans} plans: {name}", file=sys.stderr)
            folder = temp / f"{plans}-{at}"
            folder.mkdir()
            row = measure(name, peer, plans, asked.runs, folder)
            rows += [row] if row else []
        print(f"\n## {plans} plans\n")
        table(rows)
        everything += rows
    return everything


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--plans", default="100,1000")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--only", default="")
    asked.add_argument("--json")
    asked = asked.parse_args()
    chosen = {name: peer for name, peer in ALL.items() if not asked.only or name in asked.only.split(",")}
    for peer in chosen.values():
        peer.program = peer.install()
    with tempfile.TemporaryDirectory(prefix="tminus-bench-") as temp:
        everything = all_of(chosen, asked, Path(temp))
    if asked.json:
        Path(asked.json).write_text(json.dumps(everything, indent=1))


main()
