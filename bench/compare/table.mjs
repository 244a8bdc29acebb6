// The table of bench/compare.sh: medians over the rounds, and the spread of the ratios, each taken within one round.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { join } from "node:path";

const [folder, ...cases] = process.argv.slice(2);
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const number = (value) => value.toFixed(2);

console.log("| load | server | us of CPU per delivered packet | Plenum's share of it: median (spread) | delivered | packets a second, bytes each | cipher | forwarding delay p50 / p99 / p99.9, ms |");
console.log("|---|---|---|---|---|---|---|---|");
for (const name of cases) {
  const rounds = read(name);
  for (const server of Object.keys(rounds[0])) {
    const runs = rounds.map((round) => round[server]);
    const costs = runs.map(costOf);
    const ratios = rounds.map((round) => costOf(round.plenum) / costOf(round[server])).toSorted((a, b) => a - b);
    const share = server === "plenum" ? "" : `${number(median(ratios))} (${number(ratios[0])} to ${number(ratios.at(-1))})`;
    console.log(`| ${[name, server, number(median(costs)), share, deliveredOf(runs), sizesOf(runs), cipherOf(runs), delaysOf(runs)].join(" | ")} |`);
  }
}

console.log(`
Taken ${new Date().toISOString().slice(0, 16)}Z, ${read(cases[0]).length} rounds in turn. Sizes are RTP's, without the tag and UDP. Receivers are plain sockets, without
UDP_GRO. ${cpus().length} x ${cpus()[0].model}, Linux ${release()}; AES-128-GCM of 1200 bytes by ${version("openssl", "version").split(" (")[0]}: ${cipherSpeed()}.
.NET ${runtime()}; Janus ${packageOf("janus")}, libnice ${packageOf("libnice10")}, libsrtp ${packageOf("libsrtp2-1")}.`);

/** By round: what each server took. */
function read(name) {
  const rounds = [];
  for (const file of readdirSync(folder)) {
    const [, round, server] = new RegExp(`^${name.replaceAll(".", "\\.")}\\.(\\d+)\\.([^.]+)\\.json$`).exec(file) ?? [];
    if (server) (rounds[round - 1] ??= {})[server] = JSON.parse(readFileSync(join(folder, file), "utf8"));
  }
  return rounds;
}

function costOf(run) {
  return run.usPerPacket ?? run.server.usPerDeliveredPacket;
}

/** Of what publishers sent: a server that forwards less, or loses, does less work than its cost says. */
function deliveredOf(runs) {
  if (!runs[0].delivery) return "";
  const [delivered, offered, lost] = ["delivered", "offered", "lost"].map((what) => runs.reduce((sum, run) => sum + run.delivery[what], 0));
  return `${((100 * delivered) / offered).toFixed(2)} % of ${offered}${lost ? `, ${lost} lost` : ""}`;
}

function sizesOf(runs) {
  if (!runs[0].delivery) return `${Math.round(runs[0].bytesPerPacket)} bytes`;
  const [packets, bits] = ["packetsPerSecond", "bitsPerSecond"].map((what) => median(runs.map((run) => run.delivery[what])));
  return `${Math.round(packets)}, ${Math.round(bits / 8 / packets)}`;
}

/** What DTLS agreed on, looked at by the load test. */
function cipherOf(runs) {
  const agreed = runs.flatMap((run) => Object.keys(run.srtp ?? { [run.cipher]: 1 }));
  return [...new Set(agreed)].join(", ");
}

function delaysOf(runs) {
  const delays = runs.map((run) => run.forwardingDelayMs);
  return delays[0] ? ["p50", "p99", "p999"].map((which) => number(median(delays.map((delay) => delay[which])))).join(" / ") : "";
}

function version(command, ...args) {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim().split("\n")[0];
}

function packageOf(name) {
  return version("dpkg-query", "-W", "-f", "${Version}", name);
}

function runtime() {
  const output = execFileSync("dotnet", ["--list-runtimes"], { encoding: "utf8" });
  return /Microsoft\.NETCore\.App (\S+)/g.exec(output)[1];
}

function cipherSpeed() {
  const output = execFileSync("openssl", ["speed", "-seconds", "1", "-bytes", "1200", "-evp", "aes-128-gcm"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return `${(Number(/([\d.]+)k\s*$/.exec(output)[1]) / 1e6).toFixed(1)} GB/s`;
}
