"""Trains utils/extract/main-text-model.json, and says how it does on sites that it was not trained on.

    npm run train:main-text -- --data DIR --out DUMP    # the passages of each page, as the extension sees them
    pip install lightgbm==4.7.0 scikit-learn==1.9.1 numpy
    python3 test/bench/train-main-text/train.py DIR DUMP utils/extract/main-text-model.json

A passage is main text as far as the page's truth holds its 4-token shingles. Three models: `names` weighs the words by which the
blocks around a passage name themselves (only words that many sites use), `byItself` judges by that and by a passage's own features,
`inContext` by what the second said of its surroundings. Each learns from what the one before said of sites that it had not seen. All
splits are by host, so that no site is on both sides. The name scores, the context features and the choice repeat name-scores.ts,
score-passages.ts and choose-passages.ts.
"""

import collections
import hashlib
import json
import math
import pathlib
import re
import sys
import unicodedata

import lightgbm as lgb
import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

FOLDS = 5
INNER_FOLDS = 4
RECALL_WEIGHT = 1.3
GAP_SCORE = 0.3
RINGS = (2, 5, 10)
TAG_LEVELS = 3
LEAST_HOSTS = 10
LEAST_WEIGHT = 3
STEP = 1e-3
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


def path_of(blocks, block):
    path = []
    while block >= 0 and len(path) < max(RINGS):
        path.append(block)
        block = blocks[block]["parent"]
    return path


def load(data, dump):
    pages = []
    for file in sorted(pathlib.Path(dump).glob("*.json")):
        dumped = json.loads(file.read_text())
        passages, blocks = dumped["passages"], dumped["blocks"]
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
                path=[path_of(blocks, p["block"]) for p in passages],
                block_words=[b["words"] for b in blocks],
                tags=[b["tag"] for b in blocks],
                is_heading=[bool(re.fullmatch("h[1-6]", blocks[p["block"]]["tag"])) for p in passages],
                x=np.array([p["features"] for p in passages], float),
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
        bagging_freq=1, lambda_l2=5.0, path_smooth=2.0, seed=1, verbose=-1, num_threads=1, deterministic=True,
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
    return np.floor(np.array(rows) / STEP + 0.5)


def fold_of(host, salt, folds):
    return int(hashlib.md5((host + salt).encode()).hexdigest(), 16) % folds


def signs(page, passage):
    """What nameScores in name-scores.ts adds up for one passage: (word, ring) and (tag, level), each once."""
    found = set()
    for level, block in enumerate(page["path"][passage]):
        ring = next(k for k, end in enumerate(RINGS) if level < end)
        found.update(("words", word, ring) for word in page["block_words"][block])
        if level < TAG_LEVELS:
            found.add(("tags", page["tags"][block], level))
    return found


def count_signs(pages):
    """A column for each sign that many sites have, so that no weight is one site's."""
    hosts = collections.defaultdict(set)
    for p in pages:
        p["signs"] = [signs(p, k) for k in range(len(p["words"]))]
        for sign in {s for found in p["signs"] for s in found}:
            hosts[sign].add(p["host"])
    column = {sign: k for k, sign in enumerate(sorted(s for s, h in hosts.items() if len(h) >= LEAST_HOSTS))}
    for p in pages:
        rows = [(k, column[s]) for k, found in enumerate(p.pop("signs")) for s in found if s in column]
        r, c = zip(*rows) if rows else ((), ())
        p["signs_matrix"] = sparse.csr_matrix((np.ones(len(r), np.float32), (r, c)), shape=(len(p["words"]), len(column)))
    return list(column)


def fit_names(pages):
    y, w = np.concatenate([p["y"] for p in pages]), np.concatenate([weights(p) for p in pages])
    used = w > 0
    model = LogisticRegression(C=0.01, max_iter=200)
    model.fit(sparse.vstack([p["signs_matrix"] for p in pages]).tocsr()[used], y[used] > 0.5, sample_weight=w[used] / w[used].mean())
    # As written to the model's file, without what weighs next to nothing.
    weight = np.round(100 * model.coef_[0])
    return np.where(abs(weight) < LEAST_WEIGHT, 0, weight), round(100 * float(model.intercept_[0]))


def with_names(page, names, columns):
    """A page's features with its name scores behind them."""
    weight, bias = names
    total = page["signs_matrix"] @ weight + bias
    rings = [
        page["signs_matrix"] @ np.where([kind == "words" and at == ring for kind, _, at in columns], weight, 0.0) for ring in range(len(RINGS))
    ]
    return np.column_stack([page["x"], total, *rings])


def unseen_by(pages, salt, train, judge):
    """What models trained on the other folds say of each page."""
    found = [None] * len(pages)
    for fold in range(INNER_FOLDS):
        is_out = [fold_of(p["host"], salt, INNER_FOLDS) == fold for p in pages]
        model = train([k for k, out in enumerate(is_out) if not out])
        for k, out in enumerate(is_out):
            if out:
                found[k] = judge(model, k)
    return found


def fit_all(pages, columns):
    pick = lambda values, indices: [values[k] for k in indices]
    x = unseen_by(pages, "names", lambda rest: fit_names(pick(pages, rest)), lambda model, k: with_names(pages[k], model, columns))
    unseen = unseen_by(
        pages, "inner", lambda rest: fit(pick(pages, rest), pick(x, rest), **BY_ITSELF), lambda model, k: model.predict(x[k])
    )
    by_itself = fit(pages, x, **BY_ITSELF)
    in_context = fit(pages, [context(p, s) for p, s in zip(pages, unseen)], **IN_CONTEXT)
    return fit_names(pages), by_itself, in_context


def judge(page, models, columns):
    names, by_itself, in_context = models
    return in_context.predict(context(page, by_itself.predict(with_names(page, names, columns))))


def choose(page, scores):
    """See choose-passages.ts (its rules for tables and infoboxes are left out here)."""
    order = np.argsort(-scores, kind="stable")
    taken = np.cumsum(page["length"][order])
    right = np.cumsum((page["length"] * scores)[order])
    best = int(np.argmax(right / (taken + RECALL_WEIGHT * right[-1])))
    chosen = np.zeros(len(scores), bool)
    chosen[order[: best + 1]] = True
    for k in range(len(scores) - 2, -1, -1):
        if page["is_heading"][k] and chosen[k + 1] and scores[k] > 0.1:
            chosen[k] = True
    taken = np.flatnonzero(chosen)
    for before, after in zip(taken, taken[1:]):
        gap = slice(before + 1, after)
        if (page["length"][gap] * scores[gap]).sum() >= GAP_SCORE * page["length"][gap].sum():
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
    """See DecisionTrees in decision-trees.ts."""
    roots, questions, leaves = [], [], []

    def walk(node):
        if "leaf_value" in node:
            leaves.append(round(1000 * node["leaf_value"]))
            return -len(leaves)
        at = len(questions)
        questions.extend([node["split_feature"], math.floor(node["threshold"]), 0, 0])
        questions[at + 2] = walk(node["left_child"])
        questions[at + 3] = walk(node["right_child"])
        return at

    for tree in model.dump_model()["tree_info"]:
        roots.append(walk(tree["tree_structure"]))
    return {"roots": roots, "questions": questions, "leaves": leaves}


def written_names(names, columns):
    """See NameWeights in name-scores.ts."""
    weight, bias = names
    found = {"words": {}, "tags": {}}
    for (kind, name, at), value in zip(columns, weight):
        if value == 0:
            continue
        row = found[kind].setdefault(name, [0] * (len(RINGS) if kind == "words" else TAG_LEVELS))
        row[at] = int(value)
    return {"bias": bias, **found}


def main(data, dump, out):
    pages = load(pathlib.Path(data), dump)
    columns = count_signs(pages)
    scores = [None] * len(pages)
    for fold in range(FOLDS):
        models = fit_all([p for p in pages if fold_of(p["host"], "", FOLDS) != fold], columns)
        for k, p in enumerate(pages):
            if fold_of(p["host"], "", FOLDS) == fold:
                scores[k] = judge(p, models, columns)
    report(pages, scores)
    names, by_itself, in_context = fit_all(pages, columns)
    model = {"names": written_names(names, columns), "byItself": written(by_itself), "inContext": written(in_context)}
    pathlib.Path(out).write_text(json.dumps(model, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
