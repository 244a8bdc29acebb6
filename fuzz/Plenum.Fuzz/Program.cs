using System.Diagnostics;
using System.Globalization;
using Plenum.Fuzz;

// fuzz [TARGET|all] [CPU SECONDS FOR EACH] [SEED] [CORPUS]
var name = args.Length > 0 ? args[0] : "all";
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 10;
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var corpus = args.Length > 3 ? args[3] : Path.Combine("fuzz", "corpus");

var findings = 0;
foreach (var target in FuzzTargets.All.Where(target => name == "all" || target.Name == name))
{
    var runner = new FuzzRunner(target, seed, corpus);
    var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
    runner.Run(TimeSpan.FromSeconds(seconds));
    var cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuBefore;
    findings += runner.Findings;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Name,-12} seed {seed}: {runner.Runs,10} runs, {runner.Marks,6} marks, {cpu.TotalSeconds,7:F1} s CPU, {runner.Findings} findings"));
}

return findings == 0 ? 0 : 1;
