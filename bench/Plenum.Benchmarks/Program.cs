using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;
using Plenum.Benchmarks;

if (args is ["memory"])
{
    SessionMemory.Report();
    return;
}

// In process: a benchmark of native calls gains nothing from a process of its own. Many short iterations and their
// minimum: on a shared machine that is the figure without the neighbours. Allocated bytes stand beside every figure;
// on the packet path they must be zero.
var config = DefaultConfig.Instance
    .AddJob(Job.Default
        .WithToolchain(InProcessNoEmitToolchain.Instance)
        .WithWarmupCount(5)
        .WithIterationTime(TimeInterval.FromMilliseconds(10))
        .WithIterationCount(60))
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(30))
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
    .AddDiagnoser(MemoryDiagnoser.Default);

BenchmarkSwitcher.FromAssembly(typeof(SessionMemory).Assembly).Run(args, config);
