"""Trains utils/extract/main-text-model.json, and says how it does on sites that it was not trained on.

    npm run train:main-text -- --data DIR --out DUMP    # the passages of each page, as the extension sees them
    pip install lightgbm==4.6.0 numpy
    python3 test/bench/train-main-text/train.py DIR DUMP utils/extract/main-text-model.json

A passage is main text as far as the page's truth holds its 4-token shingles. Two models: `byItself` from a passage's own features,
`inContext` from what the first said of its surroundings (trained on its judgement of sites that it had not seen). All splits are by
host, so that no site is on both sides. The context features and the choice repeat score-passages.ts and choose-passages.ts.
"""

import collections
import hashlib
import json
import pathlib
import re
import sys
import unicodedata

import lightgbm as lgb
import numpy as np

FOLDS = 5
RECALL_WEIGHT = 1.44
CJK = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f\U00020000-\U0002ffff"
TOKEN = re.compile(f"[{CJK}]|[^\\W{CJK}]+")
BY_ITSELF = dict(rounds=250, leaves=15, rate=0.06, least=100)
IN_CONTEXT = dict(rounds=100, leaves=8, rate=0.06, least=200)
LEVELS = (0, 1, 2, 3, 4, 5, 7, 9)
NEIGHBOURS = (-4, -3, -2, -1, 1, 2, 3, 4)


def tokens(text):
    return TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def holds(whole, part):
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def labels_of(passages, truth):
    """Share of each passage that is main text; -1 where the truth does not say."""
    if truth.get("text") is None:
        wanted, unwanted = ([tokens(s) for s in truth[k]] for k in ("with", "without"))
        fits = lambda p, snippets: any(s and (holds(p, s) or (len(p) > 3 and holds(s, p))) for s in snippets)
        return np.array([1.0 if fits(p, wanted) else 0.0 if fits(p, unwanted) else -1.0 for p in passages])
    words = tokens(truth["text"])
    shingles = set(zip(words, words[1:], words[2:], words[3:]))
    flat = [t for p in passages for t in p]
    covered = np.zeros(len(flat), bool)
    for i in range(len(flat) - 3):
        if tuple(flat[i : i + 4]) in shingles:
            covered[i : i + 4] = True
    labels, at = [], 0
    for p in passages:
        labels.append(covered[at : at + len(p)].mean() if p else -1.0)
        at += len(p)
    return np.array(labels)


def load(data, dump):
    pages = []
    for file in sorted(pathlib.Path(dump).glob("*.json")):
        passages = json.loads(file.read_text())
        truth = json.loads((data / "truth" / file.name).read_text())
        if not passages:
            continue
        words = [tokens(p["text"]) for p in passages]
        host = re.sub(r"^www\.", "", truth.get("domain") or re.sub(r"^https?://([^/]+).*", r"\1", truth.get("url") or file.stem))
        pages.append(
            dict(
                id=file.stem,
                host=host,
                type=truth["type"],
                lang=truth["lang"],
                truth=None if truth.get("text") is None else tokens(truth["text"]),
                words=words,
                count=np.array([len(w) for w in words], float),
                length=np.array([p["length"] for p in passages], float),
                path=[p["path"] for p in passages],
                level=[p["headingLevel"] for p in passages],
                x=np.array([p["features"] for p in passages], np.float32),
                y=labels_of(words, truth),
            )
        )
    return pages


def weights(page):
    """Every page counts alike: a wrong word weighs by the length of the page's truth."""
    base = page["count"] / max(30, len(page["truth"])) if page["truth"] is not None else page["count"]
    base = np.where(page["y"] >= 0, base, 0.0)
    limit = 3.0 if page["truth"] is not None else 1.0
    return base * min(1.0, limit / base.sum()) if base.sum() else base


def fit(pages, rows, rounds, leaves, rate, least):
    x, y, w = np.vstack(rows), np.concatenate([p["y"] for p in pages]), np.concatenate([weights(p) for p in pages])
    x, y, w = x[w > 0], y[w > 0], w[w > 0]
    # A passage that is half main text counts for half on either side.
    x, w, y = np.vstack([x, x]), np.concatenate([w * y, w * (1 - y)]), np.concatenate([np.ones(len(y)), np.zeros(len(y))])
    used = w > 1e-9
    parameters = dict(
        objective="binary", num_leaves=leaves, learning_rate=rate, min_data_in_leaf=least, feature_fraction=0.5, bagging_fraction=0.7,
        bagging_freq=1, lambda_l2=5.0, path_smooth=2.0, seed=1, verbose=-1, num_threads=2, deterministic=True,
    )
    return lgb.train(parameters, lgb.Dataset(x[used], y[used], weight=w[used]), rounds)


def context(page, scores):
    """See contextFeatures in score-passages.ts."""
    length, n = page["length"], len(scores)
    whole, scored = collections.Counter(), collections.Counter()
    for k in range(n):
        for element in page["path"][k]:
            whole[element] += length[k]
            scored[element] += length[k] * scores[k]
    mean, best, likely = (length * scores).sum() / length.sum(), scores.max(), np.log2(1 + length[scores > 0.5].sum())
    rows = []
    for k in range(n):
        path, row = page["path"][k], [scores[k]]
        for level in LEVELS:
            element = path[min(level, len(path) - 1)]
            rest = whole[element] - length[k]
            row.append((scored[element] - length[k] * scores[k]) / rest if rest > 0 else scores[k])
        row += [scores[k + o] if 0 <= k + o < n else -1.0 for o in NEIGHBOURS]
        near = slice(max(0, k - 10), k + 11)
        row += [(length[near] * scores[near]).sum() / length[near].sum(), mean, best, likely]
        rows.append(row)
    return np.array(rows, np.float32)


def fold_of(host, salt, folds):
    return int(hashlib.md5((host + salt).encode()).hexdigest(), 16) % folds


def fit_both(pages):
    unseen = [None] * len(pages)
    for fold in range(FOLDS - 1):
        rest = [p for p in pages if fold_of(p["host"], "inner", FOLDS - 1) != fold]
        model = fit(rest, [p["x"] for p in rest], **BY_ITSELF)
        for k, p in enumerate(pages):
            if fold_of(p["host"], "inner", FOLDS - 1) == fold:
                unseen[k] = model.predict(p["x"])
    by_itself = fit(pages, [p["x"] for p in pages], **BY_ITSELF)
    in_context = fit(pages, [context(p, s) for p, s in zip(pages, unseen)], **IN_CONTEXT)
    return by_itself, in_context


def choose(page, scores):
    """See choose-passages.ts (its rule for tables is left out here)."""
    order = np.argsort(-scores, kind="stable")
    taken = np.cumsum(page["length"][order])
    right = np.cumsum((page["length"] * scores)[order])
    best = int(np.argmax(right / (taken + RECALL_WEIGHT * right[-1])))
    chosen = np.zeros(len(scores), bool)
    chosen[order[: best + 1]] = True
    for k in range(len(scores) - 2, -1, -1):
        if page["level"][k] and chosen[k + 1] and scores[k] > 0.1:
            chosen[k] = True
    taken = np.flatnonzero(chosen)
    for before, after in zip(taken, taken[1:]):
        gap = slice(before + 1, after)
        if (page["length"][gap] * scores[gap]).sum() >= 0.25 * page["length"][gap].sum():
            chosen[gap] = True
    return chosen


def f1(page, chosen):
    shingles = lambda words: collections.Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else collections.Counter()
    got, wanted = shingles([t for k, w in enumerate(page["words"]) if chosen[k] for t in w]), shingles(page["truth"])
    right = sum((got & wanted).values())
    precision, recall = right / max(1, sum(got.values())), right / max(1, sum(wanted.values()))
    return (2 * precision * recall / (precision + recall) if right else 0.0), precision, recall


def report(pages, scores):
    rows = [(p["type"], p["lang"], *f1(p, choose(p, s))) for p, s in zip(pages, scores) if p["truth"] is not None]
    groups = {"all": rows}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
        if row[1] in ("zh", "ja"):
            groups.setdefault(row[1], []).append(row)
    print("sites not trained on    pages     F1      P      R   F1<0.5")
    for name, group in groups.items():
        values = np.array([row[2:] for row in group])
        print(f"{name:22s} {len(group):6d}  {values[:, 0].mean():.3f}  {values[:, 1].mean():.3f}  {values[:, 2].mean():.3f}  {(values[:, 0] < 0.5).mean():.3f}")


def written(model):
    splits, leaves = [], []
    for tree in model.dump_model()["tree_info"]:
        nodes, values = [], []

        def walk(node):
            if "leaf_value" in node:
                values.append(round(node["leaf_value"], 4))
                return -len(values)
            at = len(nodes) // 4
            nodes.extend([node["split_feature"], float(f"{node['threshold']:.4g}"), 0, 0])
            nodes[at * 4 + 2] = walk(node["left_child"])
            nodes[at * 4 + 3] = walk(node["right_child"])
            return at

        walk(tree["tree_structure"])
        # A tree of one leaf has no question to ask: it asks one with the same answer twice.
        splits.append(nodes or [0, 0, -1, -1])
        leaves.append(values)
    return {"splits": splits, "leaves": leaves}


def main(data, dump, out):
    pages = load(pathlib.Path(data), dump)
    scores = [None] * len(pages)
    for fold in range(FOLDS):
        by_itself, in_context = fit_both([p for p in pages if fold_of(p["host"], "", FOLDS) != fold])
        for k, p in enumerate(pages):
            if fold_of(p["host"], "", FOLDS) == fold:
                scores[k] = in_context.predict(context(p, by_itself.predict(p["x"])))
    report(pages, scores)
    by_itself, in_context = fit_both(pages)
    model = {"byItself": written(by_itself), "inContext": written(in_context)}
    pathlib.Path(out).write_text(json.dumps(model, separators=(",", ":")) + "\n")


main(*sys.argv[1:])
