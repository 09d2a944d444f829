#!/usr/bin/env python3
"""How fast Liquid is beside others on the same mail, as ratios of CPU time.

    swift build -c release --package-path Benchmarks --product liquid-bench
    Benchmarks/liquid_ratios.py [--bench ../shared/bench] [--rounds 5] [--strict]

The folder holds the workload: gen.py, templates/status.liquid and status.jinja, runners/byhand.c, gen_byhand.py and
run_py.py. What it lacks, or what is not installed, is left out and said so. Every program runs in its own process, in
turns, round by round; a ratio is the median of the ratios within a round, for those hold on a busy machine where
seconds do not. With --strict the exit code is 1 where an aim is not met.
"""
import argparse
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MODES = {"bound": ["--bound"], "schema": ["--schema"], "values": []}
# What is at most so many times as slow as C, and, once bound, at least so many times as fast as an engine.
CEILINGS = {"bound": 5.0, "schema": 8.0, "values": 20.0}
FLOORS = {"minijinja-py": 6.0, "jinja2": 15.0}


def say(text):
    print(text, file=sys.stderr)


def prepare(source, work):
    """A copy of the workload with its data, and byhand compiled where there is a compiler."""
    shutil.copytree(source, work, dirs_exist_ok=True)
    subprocess.run([sys.executable, "gen.py"], cwd=work, check=True, stdout=subprocess.DEVNULL)
    if not shutil.which("gcc"):
        say("skipped: C by hand (there is no gcc)")
        return None
    runners = os.path.join(work, "runners")
    subprocess.run([sys.executable, "gen_byhand.py"], cwd=runners, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["gcc", "-O3", "-march=native", "byhand.c", "-o", "byhand"], cwd=runners, check=True)
    return [os.path.join(runners, "byhand"), os.path.join(work, "data.tsv")]


def seconds(command, cwd, **environment):
    """CPU seconds a mail, and the bytes of all mails."""
    output = subprocess.run(
        command, cwd=cwd, check=True, stdout=subprocess.PIPE, env={**os.environ, **environment}).stdout
    line = json.loads(output.splitlines()[-1])
    return line["cpu_s"] / line["n"], line["bytes"] / line["n"], line


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bench", default=os.path.join(os.path.dirname(ROOT), "shared", "bench"))
    parser.add_argument("--program", default=os.path.join(HERE, ".build", "release", "liquid-bench"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    if not os.path.isdir(options.bench):
        say(f"skipped: the workload is not in {options.bench}")
        return 0
    program = os.path.abspath(options.program)
    if not os.path.exists(program):
        say(f"{program} is not there: swift build -c release --package-path Benchmarks --product liquid-bench")
        return 2
    with tempfile.TemporaryDirectory() as work:
        byhand = prepare(os.path.abspath(options.bench), work)
        template, data = (os.path.join(work, name) for name in ("templates/status.liquid", "data.json"))
        commands = {mode: [program, template, data, "--passes", "5", *flags] for mode, flags in MODES.items()}
        if byhand:
            commands["c"] = byhand
        for engine, module in (("minijinja-py", "minijinja"), ("jinja2", "jinja2")):
            if importlib.util.find_spec(module):
                commands[engine] = [sys.executable, os.path.join(work, "runners", "run_py.py"), engine]
            else:
                say(f"skipped: {engine} (pip install {module})")
        rounds = []
        for number in range(options.rounds):
            say(f"round {number + 1} of {options.rounds}")
            rounds.append({name: seconds(command, work, N="4000") for name, command in commands.items()})
        compiled = seconds([program, template, data, "--compile"], work)[0]
    return report(rounds, compiled, options.strict)


def report(rounds, compiled, strict):
    isMet = True

    def median(one, other):
        return statistics.median(turn[one][0] / turn[other][0] for turn in rounds)

    def line(text, value, aim, isCeiling):
        nonlocal isMet
        if aim is None:
            return print(f"{text:<44} {value:8.2f}")
        meets = value <= aim if isCeiling else value >= aim
        isMet = isMet and meets
        print(f"{text:<44} {value:8.2f}   aim {'<=' if isCeiling else '>='} {aim:g}{'' if meets else '   MISSED'}")

    if "c" in rounds[0]:
        for mode, ceiling in CEILINGS.items():
            line(f"{mode}: times as slow as C by hand", median(mode, "c"), ceiling, True)
        if any(abs(rounds[0][mode][1] - rounds[0]["c"][1]) > 0.001 for mode in MODES):
            say("the mails have not the length of those of C by hand")
            isMet = False
    for engine, floor in FLOORS.items():
        if engine in rounds[0]:
            for mode in MODES:
                line(f"{mode}: times as fast as {engine}", median(engine, mode), floor if mode == "bound" else None, False)
    for mode in MODES:
        grown = max(turn[mode][2]["rss_peak_kb"] - turn[mode][2]["rss_loaded_kb"] for turn in rounds)
        line(f"{mode}: KiB of memory more after all mails", grown, 512, True)
    line("compiling the template, milliseconds", compiled * 1000, 1, True)
    return 1 if strict and not isMet else 0


if __name__ == "__main__":
    sys.exit(main())
