namespace Plenum.Rtc.Tests;

/// <summary>Tests that read counters of the process run when nothing else does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class MeasuresTheWholeProcess;
