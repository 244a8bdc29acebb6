// Adds up the suites' result files (CTRF from xunit, JSON from vitest), prints the measured figures that tests wrote to
// *.figures.txt, and ends with the one line that counts.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [directory, broken] = [process.argv[2], Number(process.argv[3] ?? 0)];
const total = { passed: 0, failed: broken, skipped: 0 };

function counts(report) {
  const summary = report.results?.summary;
  if (summary) return { passed: summary.passed, failed: summary.failed + (summary.other ?? 0), skipped: summary.skipped };
  // A vitest file that could not be loaded fails without a failed test in it.
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const files = readdirSync(directory).sort();
for (const file of files.filter((name) => name.endsWith(".json"))) {
  const suite = counts(JSON.parse(readFileSync(join(directory, file), "utf8")));
  console.log(`${file.slice(0, -5)}: ${suite.passed} passed, ${suite.failed} failed, ${suite.skipped} skipped`);
  for (const key of Object.keys(total)) total[key] += suite[key];
}
if (broken > 0) console.log(`checks or suites that broke: ${broken}`);

for (const file of files.filter((name) => name.endsWith(".figures.txt"))) {
  console.log(readFileSync(join(directory, file), "utf8").trimEnd());
}

console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`,
);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
