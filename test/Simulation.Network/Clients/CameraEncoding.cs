namespace Plenum.Simulation.Clients;

/// <summary>What a stream carries, as its tag.</summary>
/// <param name="Track">The track.</param>
/// <param name="Number">Which of its encodings.</param>
internal sealed record CameraEncoding(CameraTrack Track, int Number);
