using Plenum.LoadTest.Figures;

namespace Plenum.LoadTest.Run;

/// <summary>How a test stands.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Elapsed">Since it began.</param>
/// <param name="Planned">Who shall join.</param>
/// <param name="Present">Who is there.</param>
/// <param name="Failed">Who could not join, or was lost.</param>
/// <param name="Streams">Streams received.</param>
/// <param name="PacketsPerSecond">Received, since told last.</param>
/// <param name="BitsPerSecond">Received, since told last.</param>
/// <param name="Lost">What is missing of the hold; some of it may still come.</param>
/// <param name="Delay">Forwarding delays since told last.</param>
/// <param name="GeneratorCores">Processors that this process keeps busy.</param>
/// <param name="ServerCores">Processors that the server keeps busy; null when its process was not named.</param>
internal sealed record RunProgress(
    Phase Phase,
    TimeSpan Elapsed,
    int Planned,
    int Present,
    int Failed,
    int Streams,
    double PacketsPerSecond,
    double BitsPerSecond,
    long Lost,
    Distribution Delay,
    double GeneratorCores,
    double? ServerCores);
