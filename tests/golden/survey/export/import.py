# Golden survey. SIMULATED DATA. Data set simulated-golden-w1-v3.
# Run it from the folder of the bundle.
import csv, hashlib, math, pathlib, statistics, sys
here = pathlib.Path(__file__).resolve().parent
def read_table(path):
    with open(here / path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for name in ("code", "row_code", "column_code", "count", "answered", "others", "n"):
            if name in row:
                row[name] = int(row[name]) if row[name] else None
    return rows
def verify():
    for line in (here / "manifest.sha256").read_text(encoding="utf-8").splitlines():
        digest, path = line.split("  ", 1)
        if hashlib.sha256((here / path).read_bytes()).hexdigest() != digest:
            raise ValueError(path)
verify()
tables = read_table("simulated-tables.csv")
crossed = read_table("simulated-crossed.csv")
codebook = read_table("simulated-codebook.csv")
def wilson(x, n, z=statistics.NormalDist().inv_cdf(0.975)):
    centre = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)
    return centre - half, centre + half
def label(row):
    for entry in codebook:
        if entry["variable"] == row["variable"] and entry["category"] == "option" and entry["code"] == row["code"]:
            return entry["answer"] if row["kind"] == "single" else entry["label"]
    return row["value"]
def counts(item):
    table = []
    for row in tables:
        if row["item"] == item and row["category"] == "option":
            x, n = row["count"], row["answered"]
            low, high = wilson(x, n) if n else (None, None)
            table.append({"answer": label(row), "count": x, "answered": n, "share": x / n if n else None, "low": low, "high": high})
    return table
def cross(row, column):
    return {(cell["row_value"], cell["column_value"]): cell["count"] for cell in crossed if cell["row"] == row and cell["column"] == column}
print("These data are simulated: no one gave these answers. They show the form of the files, and say nothing of people.", file=sys.stderr)
