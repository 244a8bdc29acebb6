// The table of bench/compare.sh: medians over the rounds, and the spread of the ratios, each taken within one round.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { join } from "node:path";

const [folder, ...cases] = process.argv.slice(2);
const version = (command, ...args) => execFileSync(command, args, { encoding: "utf8" }).trim().split("\n")[0];
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const number = (value) => value.toFixed(2);

console.log("| load | server | us of CPU per delivered packet | delivered | Plenum's share of it: median (spread) | forwarding delay p50 / p99 / p99.9, ms |");
console.log("|---|---|---|---|---|---|");
for (const name of cases) {
  const rounds = read(name);
  for (const server of Object.keys(rounds[0])) {
    const costs = rounds.map((round) => costOf(round[server]));
    const ratios = rounds.map((round) => costOf(round.plenum) / costOf(round[server])).toSorted((a, b) => a - b);
    const share = server === "plenum" ? "" : `${number(median(ratios))} (${number(ratios[0])} to ${number(ratios.at(-1))})`;
    console.log(`| ${name} | ${server} | ${number(median(costs))} | ${deliveredBy(rounds, server)} | ${share} | ${delaysOf(rounds, server)} |`);
  }
}
console.log(`\n${cpus().length} x ${cpus()[0].model}, Linux ${release()}, .NET ${version("dotnet", "--version")} (SDK), ` +
  `Janus ${version("dpkg-query", "-W", "-f", "${Version}", "janus")}, ${version("openssl", "version")}.`);

/** By round: what each server took. */
function read(name) {
  const rounds = [];
  for (const file of readdirSync(folder)) {
    const [, round, server] = new RegExp(`^${name.replaceAll(".", "\\.")}\\.(\\d+)\\.(\\w+)\\.json$`).exec(file) ?? [];
    if (server) (rounds[round - 1] ??= {})[server] = JSON.parse(readFileSync(join(folder, file), "utf8"));
  }
  return rounds;
}

function costOf(run) {
  return run.usPerPacket ?? run.server.usPerDeliveredPacket;
}

function deliveredBy(rounds, server) {
  const runs = rounds.map((round) => round[server].delivery);
  if (!runs[0]) return "";
  const [delivered, expected] = ["delivered", "expected"].map((what) => runs.reduce((sum, run) => sum + run[what], 0));
  return `${((100 * delivered) / expected).toFixed(2)} % of ${expected}`;
}

function delaysOf(rounds, server) {
  const runs = rounds.map((round) => round[server].forwardingDelayMs);
  return runs[0] ? ["p50", "p99", "p999"].map((which) => number(median(runs.map((run) => run[which])))).join(" / ") : "";
}
